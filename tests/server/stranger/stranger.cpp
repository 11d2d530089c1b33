// Holds two servers in one process and asks them, with nothing but the public headers.
#include <tablerock/server.h>

#include <cstdio>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::string Ask(const tablerock::Server& server, const std::string& operation, const std::string& body) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string reply;
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, "
        "Signature=0\r\nX-Amz-Date: 20260101T000000Z\r\nX-Amz-Target: DynamoDB_20120810." +
        operation + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
      char bytes[4096];
      for (ssize_t count = 0; (count = ::recv(socket, bytes, sizeof bytes, 0)) > 0;) {
        reply.append(bytes, static_cast<std::size_t>(count));
      }
    }
  }
  ::close(socket);
  return reply;
}

int failures = 0;
void Expect(bool right, const std::string& what) {
  if (right) return;
  ++failures;
  std::fprintf(stderr, "not so: %s\n", what.c_str());
}
bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

int main() {
  tablerock::Server first({.in_memory = true, .port = 0});
  tablerock::Server second({.in_memory = true, .port = 0});
  Expect(first.endpoint().empty(), "a server that was not started has no endpoint");
  for (tablerock::Server* server : {&first, &second}) {
    const tablerock::StartResult started = server->Start();
    Expect(static_cast<bool>(started), "it starts: " + started.message);
  }
  Expect(first.endpoint() == "http://127.0.0.1:" + std::to_string(first.port()), first.endpoint());

  const std::string create =
      R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
      R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})";
  Expect(Has(Ask(first, "CreateTable", create), "200 OK"), "a table is made");
  Expect(Has(Ask(first, "PutItem", R"({"TableName":"Music","Item":{"pk":{"S":"a"}}})"), "200 OK"), "an item is put");
  Expect(Has(Ask(first, "GetItem", R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})"), R"("Item")"), "it is read");
  Expect(Has(Ask(second, "ListTables", "{}"), R"({"TableNames":[]})"), "the other server has no tables");

  tablerock::Server third({.in_memory = true, .port = first.port()});
  const tablerock::StartResult refused = third.Start();
  Expect(!refused && Has(refused.message, std::to_string(first.port())), "a port in use is named: " + refused.message);

  first.Stop();
  Expect(first.port() == 0 && first.endpoint().empty(), "a stopped server has no endpoint");
  Expect(static_cast<bool>(first.Start()), "it starts again");
  return failures == 0 ? 0 : 1;
}
