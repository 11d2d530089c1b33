// FakeDispatcher: stands in for the API behind the HTTP layer. What it does is named by X-Amz-Target.
#pragma once

#include <atomic>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "wire/dispatcher.h"

namespace tablerock {

class FakeDispatcher final : public Dispatcher {
 public:
  // echo: the body.            size: the body's size.        large:N: N bytes that compress well.
  // describe: all that the request says, a line each.        error: status 400.
  // steps:N: "done" after N steps.                           gather:N:BYTES: Patterned(BYTES) after N steps.
  // wait: "released" once Release() was called.
  // block: as wait, but its second step does the waiting.     throw: its second step throws.
  // Others: "{}".
  std::unique_ptr<PendingReply> Handle(const WireRequest& request, WireResponse& response) const override {
    ++requests_;
    response.operation = request.amz_target;
    const std::string_view target = request.amz_target;
    if (target == "echo") {
      response.body = request.body;
    } else if (target == "size") {
      response.body = std::to_string(request.body.size());
    } else if (target.starts_with("large:")) {
      response.body.assign(std::stoul(std::string(target.substr(6))), 'x');
    } else if (target == "describe") {
      for (const std::string_view part : {request.method, request.path, request.query, request.authorization,
                                          request.content_type, request.host, request.body}) {
        response.body += part;
        response.body += '\n';
      }
    } else if (target == "error") {
      response.status = 400;
      response.body = R"({"__type":"error"})";
    } else if (target.starts_with("steps:")) {
      return std::make_unique<Steps>(std::stoi(std::string(target.substr(6))), "done", *this);
    } else if (target.starts_with("gather:")) {
      const std::size_t colon = target.find(':', 7);
      return std::make_unique<Steps>(std::stoi(std::string(target.substr(7))),
                                     Patterned(std::stoul(std::string(target.substr(colon + 1)))), *this);
    } else if (target == "wait") {
      return std::make_unique<Wait>(*this);
    } else if (target == "block") {
      return std::make_unique<Block>(*this);
    } else if (target == "throw") {
      return std::make_unique<Throw>();
    } else {
      response.body = "{}";
    }
    return nullptr;
  }

  // Bytes of which no two pieces are alike.
  static std::string Patterned(std::size_t bytes) {
    std::string text(bytes, 0);
    for (std::size_t i = 0; i < bytes; ++i) text[i] = static_cast<char>('a' + (i + i / 97 + i / 65'536) % 26);
    return text;
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }
  int requests() const { return requests_; }
  int steps() const { return steps_; }

 private:
  class Steps final : public PendingReply {
   public:
    Steps(int left, std::string body, const FakeDispatcher& owner)
        : left_(left), body_(std::move(body)), owner_(owner) {}
    bool Step(WireResponse& response) override {
      ++owner_.steps_;
      if (--left_ > 0) return false;
      response.body = std::move(body_);
      return true;
    }

   private:
    int left_;
    std::string body_;
    const FakeDispatcher& owner_;
  };
  class Wait final : public PendingReply {
   public:
    explicit Wait(const FakeDispatcher& owner) : owner_(owner) {}
    bool Step(WireResponse& response) override {
      ++owner_.steps_;
      if (!owner_.released_) return false;
      response.body = "released";
      return true;
    }

   private:
    const FakeDispatcher& owner_;
  };
  // Its second step holds its thread until Release().
  class Block final : public PendingReply {
   public:
    explicit Block(const FakeDispatcher& owner) : owner_(owner) {}
    bool Step(WireResponse& response) override {
      if (++owner_.steps_ == 1) return false;
      owner_.released_.wait(false);
      response.body = "released";
      return true;
    }

   private:
    const FakeDispatcher& owner_;
  };
  // Its second step runs out of memory.
  class Throw final : public PendingReply {
   public:
    bool Step(WireResponse&) override {
      if (!std::exchange(stepped_, true)) return false;
      throw std::bad_alloc();
    }

   private:
    bool stepped_ = false;
  };

  mutable std::atomic<int> requests_{0};
  mutable std::atomic<int> steps_{0};
  std::atomic<bool> released_{false};
};

}  // namespace tablerock
