// StepThreads: threads that gather and send long replies, so that the workers, which read requests and answer all
// others, never work for long: a worker that uses little of the processors is given one as soon as a request comes
// (core/thread_scheduling.h). Thread-safe.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "core/log.h"

namespace tablerock {

class StepThreads {
 public:
  // The threads, `count` of them and at least one, begin with the first call of Post. `log` outlives this.
  StepThreads(unsigned count, const Log& log);
  // Joins. Nothing may be posted any more.
  ~StepThreads();

  // `step` is called by one of the threads, behind all that has been posted before. What it throws is logged.
  template <typename Step>
  void Post(Step step) {
    std::call_once(started_, [this] { Start(); });
    boost::asio::post(context_, std::move(step));
  }

 private:
  void Start();

  const unsigned count_;
  const Log& log_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::once_flag started_;
  std::vector<std::thread> threads_;
};

}  // namespace tablerock
