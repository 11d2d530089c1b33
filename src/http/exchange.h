// Exchange: one request's way from its head and body to the bytes of its reply. It knows nothing of the socket.
// Belongs to one thread; reused from request to request, so that a reply's buffers are allocated once.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/clock.h"
#include "core/log.h"
#include "http/content_coding.h"
#include "http/control_handler.h"
#include "http/cors.h"
#include "http/http_date.h"
#include "http/http_limits.h"
#include "http/plain_answers.h"
#include "http/reply_head.h"
#include "http/request_head.h"
#include "http/request_id.h"
#include "http/request_reader.h"
#include "net/bytes_in_flight.h"
#include "wire/dispatcher.h"

namespace tablerock {

class StepThreads;

// What all connections of a server share. Outlives them.
struct HttpServices {
  const Dispatcher& dispatcher;
  const Log& log;
  const HttpLimits& limits;
  const CorsPolicy& cors;
  const ControlHandler& control;  // may be empty: then its paths are like any other
  BytesInFlight& bytes_in_flight;
  StepThreads& step_threads;
};

// What completes replies. Belongs to one thread.
struct ReplyTools {
  HttpDate date;
  Deflater deflater;
};

// What the exchanges of one worker share.
struct ExchangeTools {
  RequestIds request_ids;
  Inflater inflater;
  ReplyTools reply;
  bool tls_noticed = false;
};

class Exchange {
 public:
  Exchange(const HttpServices& services, ExchangeTools& tools);

  enum class Progress : std::uint8_t {
    kComplete,  // the reply is
    kHasSteps,  // Step() is to be called until it returns true, then CompleteSteps()
    kControl,   // TakeControlCall() is for the control handler, what it answers for CompleteControl()
  };
  // Begins to answer. `head` and `body` must stay as they are until the reply is complete. The reply closes the
  // connection if the request or `closing` says so.
  Progress Begin(const RequestHead& head, std::string_view body, bool closing);
  // Works on for one bounded step. True if that was the last. Any thread, one at a time.
  bool Step();
  // Behind the last step: completes the reply, with the tools of the calling thread.
  void CompleteSteps(bool closing, ReplyTools& tools);
  // In place of a step, if too many bytes are in flight for the reply to grow: gives up what has been gathered and
  // completes a 503. False if there is room.
  bool GiveUpForRoom(bool closing);
  ControlCall TakeControlCall() { return std::move(control_call_); }
  void CompleteControl(ControlAnswer answer, bool closing);
  // Answers a request that could not be read whole.
  void Refuse(const RequestHead& head, const Refusal& refusal);

  // The reply's bytes, valid until Reset.
  std::array<boost::asio::const_buffer, 2> reply() const;
  bool closes() const { return closes_; }

  // Ends the exchange; large buffers are given back. closes() stays as it is. Any thread.
  void Reset();

 private:
  void AnswerTooManyBytes();
  // False if the reply is complete already: the body could not be inflated.
  bool Inflate(const RequestHead& head, std::string_view& body);
  Progress BeginControl(const RequestHead& head, const RequestTarget& target, std::string_view body);
  void AnswerPlain(const RequestHead& head, const PlainAnswer& answer);
  void CompleteDispatched(ReplyTools& tools);
  void Complete(std::string_view body, ContentCoding coding, ReplyTools& tools);
  void LogReply() const;

  const HttpServices& services_;
  ExchangeTools& tools_;
  BytesInFlight::Share share_;
  BytesInFlight::Share step_share_;  // of a reply that is being gathered

  WireRequest request_;
  WireResponse response_;
  std::unique_ptr<PendingReply> pending_;
  ControlCall control_call_;
  std::string inflated_;    // the request's body, where it came compressed
  std::string compressed_;  // the reply's body, where it goes so
  std::string more_lines_;  // headers beside the usual ones
  std::string head_text_;
  std::string_view body_;  // as sent
  ContentCoding accepted_ = ContentCoding::kIdentity;
  RequestId request_id_{};
  bool is_head_request_ = false;
  bool closes_ = false;
  SteadyClock::time_point began_;  // where replies are logged
};

}  // namespace tablerock
