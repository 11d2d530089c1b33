#include "deliveries/put_records_server.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "json/base64.h"

namespace tablerock {

PutRecordsServer::PutRecordsServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ::listen(listener_, 16);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

PutRecordsServer::~PutRecordsServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void PutRecordsServer::AnswerWith(unsigned status) {
  const std::lock_guard lock(mutex_);
  status_ = status;
}

void PutRecordsServer::RefuseSome() {
  const std::lock_guard lock(mutex_);
  refuses_some_ = true;
}

bool PutRecordsServer::Await(const std::function<bool(const PutRecordsServer&)>& condition) {
  std::unique_lock lock(mutex_);
  return came_.wait_for(lock, std::chrono::seconds(30), [&] { return condition(*this); });
}

void PutRecordsServer::Serve() {
  for (;;) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    ServeOne(connection);
    ::close(connection);
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
  }
}

void PutRecordsServer::ServeOne(int connection) {
  std::string request;
  std::array<char, 65'536> bytes;
  std::size_t size = std::string::npos;
  while (request.size() < size) {
    const ssize_t count = ::recv(connection, bytes.data(), bytes.size(), 0);
    if (count <= 0) return;
    request.append(bytes.data(), static_cast<std::size_t>(count));
    const std::size_t head = request.find("\r\n\r\n");
    const std::size_t length = request.find("Content-Length: ");
    if (head != std::string::npos && length < head) size = head + 4 + std::stoul(request.substr(length + 16));
  }
  const std::string answer = Answer(request.substr(request.find("\r\n\r\n") + 4));
  ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
  const std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
  came_.notify_all();
}

std::string PutRecordsServer::Answer(const std::string& body) {
  const std::lock_guard lock(mutex_);
  Document answers = Document::array();
  const Document request = Document::parse(body);
  for (const Document& record : request.at("Records")) {
    if (refuses_some_ && ++seen_ % 3 == 0) {
      answers.push_back({{"ErrorCode", "InternalFailure"}, {"ErrorMessage", "Internal service failure."}});
      continue;
    }
    std::string data;
    AppendDecodedBase64(data, record.at("Data").get<std::string>());
    if (status_ == 0) taken_.push_back(Document::parse(data));
    answers.push_back({{"SequenceNumber", "1"}, {"ShardId", "shardId-000000000000"}});
  }
  const std::string text = status_ == 0
                               ? ToText({{"FailedRecordCount", 0}, {"Records", answers}})
                               : std::string(R"({"__type":"ResourceNotFoundException","message":"no stream"})");
  return "HTTP/1.1 " + std::to_string(status_ == 0 ? 200 : status_) +
         " X\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}

}  // namespace tablerock
