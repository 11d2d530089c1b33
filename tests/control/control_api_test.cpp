#include "control/control_api.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "control/control_thread.h"

namespace tablerock {
namespace {

ControlApi::Handler Says(const std::string& text) {
  return [text](const ControlRequest&, const ControlApi::PathValues& values) {
    std::string body = text;
    for (const std::string& value : values) body.append(" ").append(value);
    return ControlReply{200, body};
  };
}

class ControlApiTest : public ::testing::Test {
 protected:
  ControlApiTest() {
    api_.Register("GET", "/_tablerock/things", Says("all"));
    api_.Register("POST", "/_tablerock/things", Says("made"));
    api_.Register("GET", "/_tablerock/things/{id}", Says("one"));
    api_.Register("PUT", "/_tablerock/things/{id}/parts/{part}", Says("part"));
    api_.Register("GET", "/_tablerock/fails", [](const ControlRequest&, const ControlApi::PathValues&) -> ControlReply {
      throw std::runtime_error("out of paper");
    });
  }

  ControlReply Ask(const std::string& method, const std::string& path) { return api_.Handle({method, path, "", ""}); }

  ControlApi api_;
};

TEST_F(ControlApiTest, FindsTheHandlerByMethodAndPath) {
  EXPECT_EQ(Ask("GET", "/_tablerock/things").body, "all");
  EXPECT_EQ(Ask("POST", "/_tablerock/things").body, "made");
  EXPECT_EQ(Ask("GET", "/_tablerock/things/a-1").body, "one a-1");
  EXPECT_EQ(Ask("GET", "/_tablerock/things/a%2fb%3a%zz%4").body, "one a/b:%zz%4");
  EXPECT_EQ(Ask("PUT", "/_tablerock/things/a/parts/7").body, "part a 7");
}

TEST_F(ControlApiTest, RefusesPathsAndMethodsThatAreNone) {
  for (const char* path : {"/_tablerock", "/_tablerock/", "/_tablerock/thing", "/_tablerock/things/",
                           "/_tablerock/things/a/", "/_tablerock/things/a/b", "/things", ""}) {
    EXPECT_EQ(Ask("GET", path).status, 404) << path;
  }
  const ControlReply reply = Ask("DELETE", "/_tablerock/things");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.body, R"({"Message":"/_tablerock/things takes GET, POST"})");
}

TEST_F(ControlApiTest, AnExceptionOfALibraryIsAReply) {
  const ControlReply reply = Ask("GET", "/_tablerock/fails");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, R"({"Message":"out of paper"})");
}

TEST_F(ControlApiTest, ErrorsOfOperationsHaveTheirStatus) {
  EXPECT_EQ(ErrorReply(ApiError::TableNotFound("t")).status, 404);
  EXPECT_EQ(ErrorReply(ApiError::Validation("no")).status, 400);
  EXPECT_EQ(ErrorReply(ApiError::Validation("no")).body, R"({"Message":"no"})");
  EXPECT_EQ(ErrorReply(ApiError::Internal("disk")).status, 500);
  EXPECT_EQ(ErrorReply(ApiError::Internal("disk")).body, R"({"Message":"disk"})");
}

TEST_F(ControlApiTest, TheThreadAnswersInOrderAndAllBeforeItEnds) {
  std::vector<std::string> answers;
  const std::thread::id caller = std::this_thread::get_id();
  {
    ControlThread thread(api_);
    for (int i = 0; i < 20; ++i) {
      thread.Submit({"GET", "/_tablerock/things/" + std::to_string(i), "", ""}, [&](const ControlReply& reply) {
        EXPECT_NE(std::this_thread::get_id(), caller);
        answers.push_back(reply.body);
      });
    }
  }
  ASSERT_EQ(answers.size(), 20U);
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i], "one " + std::to_string(i));
}

}  // namespace
}  // namespace tablerock
