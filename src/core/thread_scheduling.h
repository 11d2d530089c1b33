// What the calling thread asks of the kernel's scheduler, so that short requests come first where processors are few.
// Nothing here needs a privilege or can fail: what a kernel does not know stays as it is.
#pragma once

#include <chrono>

namespace tablerock {

// The shortest time slice (100 us), in exchange for being let run at once when the thread wakes: its share of the
// processors stays what it is, work in longer slices gives way to it. Linux 6.12 and later (sched_setattr(2)).
void AskForShortSlice();

// A smaller share: 1 to 19, as nice(1) has them, of this thread alone (setpriority(2) on Linux).
void TakeSmallerShare(int niceness);

// Gives a thread that waits for this processor the chance to come first (sched_yield(2)). Who works for long calls it
// now and then: a kernel may look for others every 4 ms only.
void LetOthersRun();

// How long this thread has run on a processor.
std::chrono::nanoseconds TimeOnProcessor();

// How often the thread had to stop for another one, which then had more right to its processor (getrusage(2)).
long TimesProcessorWasTaken();

}  // namespace tablerock
