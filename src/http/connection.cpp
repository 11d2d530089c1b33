#include "http/connection.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_prefix.hpp>
#include <string_view>
#include <utility>

#include "http/local_only.h"
#include "http/step_threads.h"

namespace tablerock {

Connection::Connection(TcpSocket socket, Worker& worker)
    : socket_(std::move(socket)),
      worker_(worker),
      reader_(worker.services().limits, worker.services().bytes_in_flight) {
  EnterPhase(Phase::kIdle);
}

Connection::~Connection() {
  EndSteps();
  unlink();
  worker_.OnConnectionEnd();
}

void Connection::Read() {
  socket_.async_read_some(reader_.Room(), [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
    if (error) return self->Close();
    self->reader_.Commit(bytes);
    self->Advance();
  });
}

void Connection::Advance() {
  while (true) {
    switch (reader_.Advance()) {
      case RequestReader::Progress::kComplete:
        return Answer();
      case RequestReader::Progress::kRefused:
        return Refuse();
      case RequestReader::Progress::kNeedsContinue:
        if (!SendContinue()) return Close();
        break;
      case RequestReader::Progress::kNeedsBytes: {
        const Phase phase = reader_.head_complete() ? Phase::kReadingBody
                            : reader_.at_rest()     ? Phase::kIdle
                                                    : Phase::kReadingHead;
        if (phase != phase_) EnterPhase(phase);
        return Read();
      }
    }
  }
}

// All earlier replies have left, so these few bytes find room in the kernel; a peer for whom they do not is gone.
bool Connection::SendContinue() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  ErrorCode error;
  return socket_.write_some(asio::buffer(kContinue), error) == kContinue.size() && !error;
}

void Connection::Answer() {
  exchange_ = worker_.TakeExchange();
  switch (exchange_->Begin(reader_.head(), reader_.body(), worker_.stopping())) {
    case Exchange::Progress::kComplete:
      return Send();
    case Exchange::Progress::kHasSteps:
      EnterPhase(Phase::kWorking);
      return BeginSteps();
    case Exchange::Progress::kControl:
      EnterPhase(Phase::kWorking);
      return AwaitControl();
  }
}

void Connection::BeginSteps() {
  has_turn_ = worker_.TakeTurn();
  if (has_turn_) return PostFirstStep();
  worker_.WaitForTurn(shared_from_this());
}

void Connection::OnTurn() {
  has_turn_ = true;
  if (!exchange_->GiveUpForRoom(worker_.stopping())) return PostFirstStep();
  EndSteps();
  Send();
}

void Connection::EndSteps() {
  if (std::exchange(has_turn_, false)) worker_.EndTurn();
}

// Most replies need one step only. It is posted to the end of the queue, so that the thread's other connections come in
// between.
void Connection::PostFirstStep() {
  asio::post(socket_.get_executor(), [self = shared_from_this()]() mutable {
    if (!self->exchange_->Step()) return PostFurtherSteps(std::move(self));
    self->exchange_->CompleteSteps(self->worker_.stopping(), self->worker_.reply_tools());
    self->EndSteps();
    self->Send();
  });
}

// The others are for other threads, in turns with what else is gathered and sent there. Whatever happens the connection
// is given back to its own thread.
void Connection::PostFurtherSteps(std::shared_ptr<Connection> self) {
  StepThreads& threads = self->worker_.services().step_threads;
  threads.Post([self = std::move(self)]() mutable {
    const auto executor = self->socket_.get_executor();
    const std::size_t steps_max = self->worker_.services().limits.steps_at_once_max;
    bool last = false;
    try {
      for (std::size_t steps = 0; !last && steps < steps_max; ++steps) last = self->exchange_->Step();
      if (last) {
        ReplyTools tools;
        self->exchange_->CompleteSteps(self->worker_.stopping(), tools);
      }
    } catch (...) {
      asio::post(executor, [self = std::move(self)] { self->Close(); });
      throw;
    }
    if (!last) return PostFurtherSteps(std::move(self));
    SendAndGiveBack(std::move(self));
  });
}

void Connection::AwaitControl() {
  ErrorCode error;
  const auto peer = socket_.remote_endpoint(error);
  if (error || !IsLoopback(peer.address())) {
    exchange_->CompleteControl({403, std::string(kLocalOnly)}, worker_.stopping());
    return Send();
  }
  // The handler's thread gives the connection back to its own before it lets go of it.
  worker_.services().control(exchange_->TakeControlCall(), [self = shared_from_this()](ControlAnswer answer) mutable {
    const auto executor = self->socket_.get_executor();
    asio::post(executor, [self = std::move(self), answer = std::move(answer)]() mutable {
      self->exchange_->CompleteControl(std::move(answer), self->worker_.stopping());
      self->Send();
    });
  });
}

void Connection::Refuse() {
  exchange_ = worker_.TakeExchange();
  exchange_->Refuse(reader_.head(), reader_.refusal());
  Send();
}

// At once, without the event loop: nearly every reply fits the socket's buffer. A long one is for threads that may work
// for long: a megabyte takes the kernel half a millisecond, in which no other request of this worker would be read.
void Connection::Send() {
  const auto reply = Unsent();
  const std::size_t size = asio::buffer_size(reply);
  if (size > worker_.services().limits.sent_at_once_max) {
    EnterPhase(Phase::kWorking);
    return PostSending(shared_from_this());
  }
  ErrorCode error;
  sent_bytes_ = socket_.write_some(reply, error);
  OnWritten(sent_bytes_ < size && !error ? asio::error::would_block : error);
}

std::array<asio::const_buffer, 2> Connection::Unsent() {
  const auto reply = exchange_->reply();
  const std::size_t head_sent = std::min(sent_bytes_, reply[0].size());
  return {reply[0] + head_sent, reply[1] + (sent_bytes_ - head_sent)};
}

void Connection::PostSending(std::shared_ptr<Connection> self) {
  StepThreads& threads = self->worker_.services().step_threads;
  threads.Post([self = std::move(self)]() mutable { SendAndGiveBack(std::move(self)); });
}

void Connection::SendAndGiveBack(std::shared_ptr<Connection> self) {
  const ErrorCode error = self->SendPieces();
  if (!error) self->exchange_->Reset();  // to free a megabyte is long as well
  const auto executor = self->socket_.get_executor();
  asio::post(executor, [self = std::move(self), error] { self->OnWritten(error); });
}

Connection::ErrorCode Connection::SendPieces() {
  const std::size_t piece_max = worker_.services().limits.sent_at_once_max;
  ErrorCode error;
  while (true) {
    sent_bytes_ += socket_.write_some(boost::beast::buffers_prefix(piece_max, Unsent()), error);
    if (error || asio::buffer_size(Unsent()) == 0) return error;
  }
}

void Connection::OnWritten(const ErrorCode& error) {
  EndSteps();
  if (!error) return OnSent();
  if (error != asio::error::would_block) return Close();
  AwaitRoom();
}

void Connection::AwaitRoom() {
  const HttpLimits& limits = worker_.services().limits;
  const SteadyClock::time_point now = SteadyClock::now();
  if (writing_ends_ == SteadyClock::time_point()) {
    patience_ends_ = now + limits.write_patience;
    writing_ends_ = now + limits.write_timeout;
  }
  // One that waits when the stop's grace is over is closed then (OnGraceOver); this one comes back from another thread.
  if (worker_.stopping()) writing_ends_ = std::min(writing_ends_, now + limits.stop_grace);
  if (!HasPatience(now)) return Close();
  phase_ = Phase::kWriting;
  worker_.timers().Set(*this, LeftOfPatience(now));
  socket_.async_wait(TcpSocket::wait_write, [self = shared_from_this()](const ErrorCode& error) mutable {
    if (error) return self->Close();
    self->EnterPhase(Phase::kWorking);
    PostSending(std::move(self));
  });
}

void Connection::OnSent() {
  sent_bytes_ = 0;
  writing_ends_ = {};
  const bool closes = exchange_->closes();
  worker_.GiveBack(std::move(exchange_));
  if (closes || worker_.stopping()) {
    ErrorCode error;
    socket_.shutdown(asio::socket_base::shutdown_send, error);
    EnterPhase(Phase::kDraining);
    return Drain();
  }
  reader_.Next();
  EnterPhase(Phase::kIdle);
  if (reader_.at_rest()) return Read();
  // A pipelined request is here already; the thread's other connections come first.
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    if (self->socket_.is_open()) self->Advance();
  });
}

void Connection::Drain() {
  socket_.async_read_some(worker_.DrainBuffer(),
                          [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
                            self->drained_bytes_ += bytes;
                            if (error || self->drained_bytes_ > self->worker_.services().limits.drained_bytes_max) {
                              return self->Close();
                            }
                            self->Drain();
                          });
}

void Connection::EnterPhase(Phase phase) {
  phase_ = phase;
  if (phase == Phase::kWorking) {
    worker_.timers().Cancel(*this);
  } else {
    worker_.timers().Set(*this, TimeOutOf(phase));
  }
}

std::chrono::milliseconds Connection::TimeOutOf(Phase phase) const {
  const HttpLimits& limits = worker_.services().limits;
  switch (phase) {
    case Phase::kReadingHead:
      return limits.head_timeout;
    case Phase::kReadingBody:
      return limits.body_timeout;
    case Phase::kDraining:
      return worker_.stopping() ? limits.stop_grace : limits.drain_timeout;
    case Phase::kIdle:
    case Phase::kWorking:
    case Phase::kWriting:  // AwaitRoom sets what is left of it
      break;
  }
  return limits.idle_timeout;
}

std::chrono::milliseconds Connection::LeftOfPatience(SteadyClock::time_point now) const {
  return std::chrono::ceil<std::chrono::milliseconds>(std::min(patience_ends_, writing_ends_) - now);
}

void Connection::OnTimeOut() {
  const SteadyClock::time_point now = SteadyClock::now();
  if (phase_ != Phase::kWriting || !HasPatience(now)) return Close();
  worker_.timers().Set(*this, LeftOfPatience(now));
}

// A reply that is not read holds memory, which is for others once they are refused for it.
bool Connection::HasPatience(SteadyClock::time_point now) {
  if (now >= writing_ends_) return false;
  if (now < patience_ends_) return true;
  patience_ends_ = now + worker_.services().limits.write_patience;
  return !worker_.services().bytes_in_flight.exhausted();
}

void Connection::OnStop() {
  if (phase_ == Phase::kIdle && reader_.at_rest()) Close();
}

void Connection::OnGraceOver() {
  if (phase_ != Phase::kWorking) Close();
}

// What is under way on the socket ends with an error; the last of it lets the connection go.
void Connection::Close() {
  ErrorCode ignored;
  socket_.close(ignored);
  worker_.timers().Cancel(*this);
}

}  // namespace tablerock
