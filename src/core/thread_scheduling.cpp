#include "core/thread_scheduling.h"

#include <cstdint>
#include <ctime>

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tablerock {

namespace {

constexpr std::uint64_t kSliceNanos = 100'000;  // what the kernel takes as the least

// As sched_setattr(2) has it, in its first version; the C library has no declaration of it yet.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime = kSliceNanos;  // the slice, for SCHED_OTHER
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

}  // namespace

void AskForShortSlice() {
  SchedulingAttributes attributes;
  attributes.nice = ::getpriority(PRIO_PROCESS, 0);  // stays as it is
  // A kernel that does not know slices takes the call and changes nothing; one that refuses it leaves things as well.
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &attributes, 0U));
}

void TakeSmallerShare(int niceness) { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness); }

void LetOthersRun() { ::sched_yield(); }

std::chrono::nanoseconds TimeOnProcessor() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

long TimesProcessorWasTaken() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw;
}

}  // namespace tablerock
