// Connection: one client's socket. Reads a request, has it answered, writes the reply, reads on. Lives as long as an
// operation on its socket is under way. Belongs to its worker's thread, which hands it over to one of the step threads
// and gets it back (kWorking): in between it does not touch it.
#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>

#include "http/exchange.h"
#include "http/request_reader.h"
#include "http/worker.h"
#include "net/sockets.h"
#include "net/timer_wheel.h"

namespace tablerock {

class Connection final : public std::enable_shared_from_this<Connection>,
                         public ConnectionHook,
                         private TimerWheel::Entry {
 public:
  Connection(TcpSocket socket, Worker& worker);
  ~Connection();

  void Start() { Read(); }
  // The server stops: closes if no request has begun to arrive.
  void OnStop();
  // … and has waited long enough for the peers: closes unless a request is being worked on.
  void OnGraceOver();
  // It waited to work in steps, and may now.
  void OnTurn();

 private:
  enum class Phase { kIdle, kReadingHead, kReadingBody, kWorking, kWriting, kDraining };
  using ErrorCode = boost::system::error_code;

  void Read();
  void Advance();
  bool SendContinue();
  void Answer();
  void Refuse();
  void BeginSteps();
  void PostFirstStep();
  static void PostFurtherSteps(std::shared_ptr<Connection> self);
  void EndSteps();
  void AwaitControl();
  void Send();
  // What is left of the reply.
  std::array<asio::const_buffer, 2> Unsent();
  // Has a step thread send what the socket takes; behind that the worker calls OnWritten.
  static void PostSending(std::shared_ptr<Connection> self);
  // The same, on a step thread.
  static void SendAndGiveBack(std::shared_ptr<Connection> self);
  // Sends in pieces, without the event loop. An error, would_block among them, or none once all is sent.
  ErrorCode SendPieces();
  void OnWritten(const ErrorCode& error);
  void AwaitRoom();
  void OnSent();
  // Ends an orderly close: reads what the peer still sends, since a reset would take the reply away from it.
  void Drain();
  void EnterPhase(Phase phase);
  // Of every phase but kWorking, which has none, and kWriting, where it is what is left of patience.
  std::chrono::milliseconds TimeOutOf(Phase phase) const;
  void OnTimeOut() override;
  // True if the peer may take longer to read its reply; then so long until it is asked again.
  bool HasPatience(SteadyClock::time_point now);
  std::chrono::milliseconds LeftOfPatience(SteadyClock::time_point now) const;
  void Close();

  TcpSocket socket_;
  Worker& worker_;
  RequestReader reader_;
  std::unique_ptr<Exchange> exchange_;  // while a request is being answered
  Phase phase_ = Phase::kIdle;
  bool has_turn_ = false;  // of those that work in steps; ends when the worker gets it back
  std::size_t sent_bytes_ = 0;
  // Of a reply for which there was no room: when the peer has had all its time, and when it is looked at next.
  SteadyClock::time_point writing_ends_;
  SteadyClock::time_point patience_ends_;
  std::size_t drained_bytes_ = 0;
};

}  // namespace tablerock
