#include "http/connection.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
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
    if (self->exchange_->Step()) return self->OnLastStep();
    PostFurtherSteps(std::move(self));
  });
}

// The others are for other threads, in turns with what else is gathered there. Whatever happens the connection is given
// back to its own thread.
void Connection::PostFurtherSteps(std::shared_ptr<Connection> self) {
  StepThreads& threads = self->worker_.services().step_threads;
  threads.Post([self = std::move(self)]() mutable {
    const auto executor = self->socket_.get_executor();
    const std::size_t steps_max = self->worker_.services().limits.steps_at_once_max;
    bool last = false;
    try {
      for (std::size_t steps = 0; !last && steps < steps_max; ++steps) last = self->exchange_->Step();
    } catch (...) {
      asio::post(executor, [self = std::move(self)] { self->Close(); });
      throw;
    }
    if (!last) return PostFurtherSteps(std::move(self));
    asio::post(executor, [self = std::move(self)] { self->OnLastStep(); });
  });
}

void Connection::OnLastStep() {
  exchange_->CompleteSteps(worker_.stopping());
  EndSteps();
  Send();
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

void Connection::Send() {
  // At once, without the event loop: nearly every reply fits the socket's buffer. A long one leaves in pieces, so that
  // the thread's other connections come in between.
  const auto reply = exchange_->reply();
  const std::size_t size = asio::buffer_size(reply);
  ErrorCode error;
  const std::size_t at_once_max = worker_.services().limits.sent_at_once_max;
  const std::size_t sent = size > at_once_max ? 0 : socket_.write_some(reply, error);
  if (sent == size) return OnSent();
  if (error && error != asio::error::would_block) return Close();

  EnterPhase(Phase::kWriting);
  const std::size_t head_sent = std::min(sent, reply[0].size());
  const std::array<asio::const_buffer, 2> rest = {reply[0] + head_sent, reply[1] + (sent - head_sent)};
  const auto piece_max = [=](const ErrorCode& write_error, std::size_t) { return write_error ? 0 : at_once_max; };
  asio::async_write(socket_, rest, piece_max, [self = shared_from_this()](const ErrorCode& write_error, std::size_t) {
    if (write_error) return self->Close();
    self->OnSent();
  });
}

void Connection::OnSent() {
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
  patience_spent_ = {};
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
    case Phase::kWriting:
      return worker_.stopping() ? limits.stop_grace : std::min(limits.write_timeout, limits.write_patience);
    case Phase::kDraining:
      return worker_.stopping() ? limits.stop_grace : limits.drain_timeout;
    case Phase::kIdle:
    case Phase::kWorking:
      break;
  }
  return limits.idle_timeout;
}

void Connection::OnTimeOut() {
  if (phase_ != Phase::kWriting || !HasPatience()) Close();
}

// A reply that is not read holds memory, which is for others once they are refused for it.
bool Connection::HasPatience() {
  const HttpLimits& limits = worker_.services().limits;
  patience_spent_ += limits.write_patience;
  if (worker_.stopping() || worker_.services().bytes_in_flight.exhausted()) return false;
  if (patience_spent_ >= limits.write_timeout) return false;
  worker_.timers().Set(*this, std::min(limits.write_patience, limits.write_timeout - patience_spent_));
  return true;
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
