// AskForShortSlice: a thread that answers requests is to get a processor as soon as one comes.
#pragma once

namespace tablerock {

// Asks the kernel for the shortest time slice (100 us) for the calling thread, in exchange for being let run at once
// when it wakes: its share of the processors stays what it is, work in longer slices gives way to it. Linux 6.12 and
// later (sched(7), sched_setattr(2)); elsewhere nothing changes. Needs no privilege.
void AskForShortSlice();

}  // namespace tablerock
