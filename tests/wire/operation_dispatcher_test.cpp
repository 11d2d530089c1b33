// The dispatcher over operations of its own, and once over those that the server has.
#include "wire/operation_dispatcher.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "dispatcher_fixture.h"
#include "wire/operation_table.h"

namespace tablerock {
namespace {

// Answers who asked.
Result<std::unique_ptr<PendingReply>> TellContext(OperationCall& call) {
  const RequestContext& c = call.context;
  call.response.body = c.account + " " + c.region + " [" + c.namespace_name + "] " + c.request_host +
                       (c.wording == Wording::kCurrent ? " current" : " classic");
  return nullptr;
}

Result<std::unique_ptr<PendingReply>> Fail(OperationCall&) { return ApiError::PrefixedValidation("failed"); }
Result<std::unique_ptr<PendingReply>> Throw(OperationCall&) { throw std::runtime_error("thrown"); }

class ThreeSteps final : public PendingReply {
 public:
  bool Step(WireResponse& response) override {
    response.body = "step " + std::to_string(++steps_);
    return steps_ == 3;
  }

 private:
  int steps_ = 0;
};
Result<std::unique_ptr<PendingReply>> WorkInSteps(OperationCall&) { return std::make_unique<ThreeSteps>(); }

const Operation kFakeOperations[] = {
    {Api::kDynamoDb, kGetItemInput, TellContext},
    {Api::kDynamoDb, kPutItemInput, TellContext, Wording::kCurrent},
    {Api::kDynamoDb, kDeleteItemInput, Fail},
    {Api::kDynamoDb, kUpdateItemInput, Fail, Wording::kCurrent},
    {Api::kDynamoDb, kDescribeLimitsInput, Throw},
    {Api::kDynamoDb, kDescribeEndpointsInput, WorkInSteps},
    {Api::kDynamoDbStreams, kListStreamsInput, TellContext},
};

class OperationDispatcherTest : public testing::Test {
 protected:
  static WireRequest Request(std::string_view target, std::string_view body = "{}") {
    return SignedRequest(target, body);
  }

  WireResponse Ask(const WireRequest& request) {
    const OperationDispatcher dispatcher(*database_, log_, options_, kFakeOperations);
    WireResponse response;
    EXPECT_EQ(dispatcher.Handle(request, response), nullptr);
    return response;
  }
  // The exception's name.
  static std::string TypeOf(const WireResponse& response) { return ErrorNameOf(nlohmann::json::parse(response.body)); }

  static constexpr std::string_view kGet = R"({"TableName":"t","Key":{}})";
  static constexpr std::string_view kPut = R"({"TableName":"t","Item":{}})";

  std::vector<std::string> lines_;
  Log log_{LogLevel::kError, LogFormat::kText, [this](std::string_view line) { lines_.emplace_back(line); }};
  Clock clock_;
  std::unique_ptr<Database> database_ = OpenInMemory(clock_, log_);
  DispatcherOptions options_;
};

TEST_F(OperationDispatcherTest, RunsTheOperationThatTheTargetNames) {
  const WireResponse response = Ask(Request("DynamoDB_20120810.GetItem", kGet));
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "000000000000 eu-west-2 [] localhost:8000 classic");
  EXPECT_EQ(response.operation, "GetItem");
  EXPECT_EQ(response.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(Ask(Request("DynamoDBStreams_20120810.ListStreams")).status, 200U);
}

TEST_F(OperationDispatcherTest, RefusesOperationsThatItDoesNotHave) {
  for (const std::string_view target :
       {"", "whatever", "DynamoDB_20120810.", "DynamoDB_20120810.ListTable", "DynamoDB_20120810.getItem",
        "DynamoDB_20120810.ListStreams", "DynamoDBStreams_20120810.GetItem", "DynamoDB_20111205.GetItem",
        "DynamoDB_20120810.CreateBackup", "DynamoDB_20120810.GetItem.X"}) {
    const WireResponse response = Ask(Request(target, kGet));
    EXPECT_EQ(response.status, 400U);
    EXPECT_EQ(response.body, R"({"__type":"com.amazon.coral.service#UnknownOperationException"})") << target;
  }
}

TEST_F(OperationDispatcherTest, ReadsTheBodyBeforeItAsksWhoCalls) {
  WireRequest request = Request("DynamoDB_20120810.GetItem", "hi");
  request.authorization = {};
  EXPECT_EQ(Ask(request).body, R"({"__type":"com.amazon.coral.service#SerializationException"})");
  request.amz_target = "whatever";
  EXPECT_EQ(Ask(request).body, R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST_F(OperationDispatcherTest, RefusesAnEmptyBody) {
  EXPECT_EQ(Ask(Request("DynamoDB_20120810.GetItem", "")).body,
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST_F(OperationDispatcherTest, WantsASignature) {
  WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
  for (const std::string_view authorization : {"", "AWS4", "Basic YTpi", "Bearer x"}) {
    request.authorization = authorization;
    EXPECT_EQ(Ask(request).body,
              R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Request must )"
              R"(contain either a valid (registered) AWS access key ID or X.509 certificate."})");
  }
  request.authorization = "AWS4-HMAC-SHA256 Signature=b,    Credential,    SignedHeaders=c";
  EXPECT_EQ(Ask(request).body,
            R"({"__type":"com.amazon.coral.service#IncompleteSignatureException","message":"Authorization header )"
            R"(requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 Signature=b,    Credential,    )"
            R"(SignedHeaders=c"})");
}

TEST_F(OperationDispatcherTest, ChecksTheSignatureBeforeTheParameters) {
  WireRequest request = Request("DynamoDB_20120810.GetItem", R"({"TableName":1})");
  request.authorization = {};
  EXPECT_EQ(TypeOf(Ask(request)), "MissingAuthenticationTokenException");
}

TEST_F(OperationDispatcherTest, TakesRegionAndAccountFromTheSignature) {
  struct Case {
    std::string authorization;
    std::string query;
    std::string who;
  };
  const std::string rest = ", SignedHeaders=host, Signature=x";
  const std::string presigned = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=";
  const Case cases[] = {
      {"AWS4-HMAC-SHA256 Credential=123456789012/20261122/local/dynamodb/aws4_request" + rest, "",
       "123456789012 local"},
      {"AWS4-HMAC-SHA256 Credential=1234567890123/20261122/x/dynamodb/aws4_request" + rest, "", "000000000000 x"},
      {"AWS4-HMAC-SHA256 Credential=k/20261122/ap-southeast-2/dynamodb/aws4_request,SignedHeaders=a,Signature=b", "",
       "000000000000 ap-southeast-2"},
      {"AWS4-ECDSA-P256-SHA256 Credential=k/20261122/dynamodb/aws4_request" + rest, "", "000000000000 us-east-1"},
      {"AWS4-HMAC-SHA256 Credential=k" + rest, "", "000000000000 us-east-1"},
      {"", presigned + "AKID%2F20261122%2Feu-central-1%2Fdynamodb%2Faws4_request&X-Amz-Signature=x",
       "000000000000 eu-central-1"},
      {"", "a=b&" + presigned + "123456789012/1/r/dynamodb/aws4_request", "123456789012 r"},
  };
  for (const Case& c : cases) {
    WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
    request.authorization = c.authorization;
    request.query = c.query;
    EXPECT_EQ(Ask(request).body, c.who + " [] localhost:8000 classic") << c.authorization << c.query;
  }
}

TEST_F(OperationDispatcherTest, FindsTheNamespace) {
  const auto namespace_of = [this](std::string_view path) {
    WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
    request.path = path;
    const WireResponse response = Ask(request);
    const std::size_t begin = response.body.find('[');
    return response.status != 200 ? TypeOf(response) : response.body.substr(begin, response.body.find(']') + 1 - begin);
  };
  EXPECT_EQ(namespace_of("/"), "[]");
  EXPECT_EQ(namespace_of("/ns/worker-1"), "[worker-1]");
  EXPECT_EQ(namespace_of("/ns/worker-1/"), "[worker-1]");
  EXPECT_EQ(namespace_of("/other"), "[]");
  EXPECT_EQ(namespace_of("/ns/"), "ValidationException");
  EXPECT_EQ(namespace_of("/ns/a/b"), "ValidationException");
  EXPECT_EQ(namespace_of("/ns/" + std::string(256, 'a')), "ValidationException");
  options_.namespaces_by_region = true;
  EXPECT_EQ(namespace_of("/"), "[000000000000/eu-west-2]");
  EXPECT_EQ(namespace_of("/ns/worker-1"), "[worker-1]");
}

TEST_F(OperationDispatcherTest, GivesEachOperationItsWording) {
  const auto wording_of = [this](std::string_view target, std::string_view body) {
    const std::string answer = Ask(Request(target, body)).body;
    return answer.substr(answer.rfind(' ') + 1);
  };
  EXPECT_EQ(wording_of("DynamoDB_20120810.GetItem", kGet), "classic");
  EXPECT_EQ(wording_of("DynamoDB_20120810.PutItem", kPut), "current");
  options_.error_wording = ErrorWording::kCurrent;
  EXPECT_EQ(wording_of("DynamoDB_20120810.GetItem", kGet), "current");
  options_.error_wording = ErrorWording::kClassic;
  EXPECT_EQ(wording_of("DynamoDB_20120810.PutItem", kPut), "classic");
}

TEST_F(OperationDispatcherTest, AnswersErrorsInTheOperationsWording) {
  EXPECT_NE(Ask(Request("DynamoDB_20120810.DeleteItem", kGet)).body.find(R"("message":"failed")"), std::string::npos);
  EXPECT_NE(Ask(Request("DynamoDB_20120810.UpdateItem", kGet))
                .body.find(R"("message":"1 validation error detected: failed")"),
            std::string::npos);
  EXPECT_NE(
      Ask(Request("DynamoDB_20120810.PutItem", R"({"TableName":"","Item":{}})")).body.find("Value at 'TableName'"),
      std::string::npos);
}

TEST_F(OperationDispatcherTest, TurnsExceptionsIntoAnErrorAndALogLine) {
  const WireResponse response = Ask(Request("DynamoDB_20120810.DescribeLimits"));
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(TypeOf(response), "InternalServerError");
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("thrown"), std::string::npos);
}

TEST_F(OperationDispatcherTest, HandsOnWorkThatGoesInSteps) {
  const OperationDispatcher dispatcher(*database_, log_, options_, kFakeOperations);
  WireResponse response;
  const auto pending = dispatcher.Handle(Request("DynamoDB_20120810.DescribeEndpoints"), response);
  ASSERT_NE(pending, nullptr);
  EXPECT_FALSE(pending->Step(response));
  EXPECT_FALSE(pending->Step(response));
  EXPECT_TRUE(pending->Step(response));
  EXPECT_EQ(response.body, "step 3");
}

TEST_F(OperationDispatcherTest, KnowsTheTypesOfJson) {
  const auto type_of = [this](std::string_view content_type) {
    WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
    request.content_type = content_type;
    const WireResponse response = Ask(request);
    return std::to_string(response.status) + " " + std::string(response.content_type);
  };
  EXPECT_EQ(type_of("application/x-amz-json-1.0"), "200 application/x-amz-json-1.0");
  EXPECT_EQ(type_of("application/x-amz-json-1.0; charset=utf-8"), "200 application/x-amz-json-1.0");
  EXPECT_EQ(type_of("application/json"), "200 application/json");
  EXPECT_EQ(type_of("application/x-amz-json-1.1"), "200 application/json");
  EXPECT_EQ(type_of("text/plain"), "404 text/xml");
  EXPECT_EQ(type_of(""), "404 text/xml");
}

TEST_F(OperationDispatcherTest, TellsCallsForOtherServicesWhereTheyAre) {
  struct Case {
    std::string_view target;
    std::string_view service;  // of the credential scope
    std::string_view content_type;
    std::string_view body;
    std::string_view form;  // that the reply begins with
    std::string_view named;
  };
  constexpr std::string_view kForm = "application/x-www-form-urlencoded; charset=utf-8";
  const Case cases[] = {
      {"AmazonSQS.SendMessage", "sqs", "application/x-amz-json-1.0", "{}", "{\"__type\":", "SQS"},
      {"AWSEvents.PutEvents", "events", "application/x-amz-json-1.1", "{}", "{\"__type\":", "EventBridge"},
      {"New_20300101.Do", "new", "application/x-amz-json-1.1", "{}", "{\"__type\":", "New_20300101"},
      {"", "sts", kForm, "Action=GetCallerIdentity&Version=2011-06-15", "<ErrorResponse>", "STS"},
      {"", "sns", kForm, "Version=2010-03-31&Action=Publish", "<ErrorResponse>", "SNS"},
      {"", "s3", "application/octet-stream", "abc", "<?xml", "S3"},
      {"", "lambda", "application/json", "{}", "{\"__type\":", "lambda"},
  };
  for (const Case& c : cases) {
    const std::string authorization = "AWS4-HMAC-SHA256 Credential=k/20261122/us-east-1/" + std::string(c.service) +
                                      "/aws4_request, SignedHeaders=host, Signature=x";
    WireRequest request = Request(c.target, c.body);
    request.authorization = authorization;
    request.content_type = c.content_type;
    const WireResponse response = Ask(request);
    EXPECT_EQ(response.status, 400U);
    EXPECT_TRUE(response.body.starts_with(c.form)) << response.body;
    EXPECT_NE(response.body.find(" " + std::string(c.named) + "."), std::string::npos) << response.body;
    EXPECT_NE(response.body.find("AWS_ENDPOINT_URL_DYNAMODB "), std::string::npos) << response.body;
  }
  // Signed for whatever, but with our target: ours.
  WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
  request.authorization =
      "AWS4-HMAC-SHA256 Credential=k/20261122/us-east-1/execute-api/aws4_request, SignedHeaders=a, Signature=x";
  EXPECT_EQ(Ask(request).status, 200U);
}

TEST_F(OperationDispatcherTest, AnswersWhatIsNoCallAtAllAsNotFound) {
  WireRequest request = Request("DynamoDB_20120810.GetItem", kGet);
  request.method = "PUT";
  EXPECT_EQ(Ask(request).status, 404U);
  EXPECT_EQ(Ask(request).body, "<UnknownOperationException/>\n");
}

// One way through the whole house.
TEST_F(OperationDispatcherTest, ServesTheOperationsOfTheTable) {
  const auto dispatcher = MakeDispatcher(*database_, {});
  const auto ask = [&](std::string_view operation, std::string_view body) {
    const std::string target = "DynamoDB_20120810." + std::string(operation);
    return AnswerOf(*dispatcher, Request(target, body));
  };
  const WireResponse created =
      ask("CreateTable",
          R"({"TableName":"music","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
          R"({"AttributeName":"sk","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"pk",)"
          R"("AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"}],"BillingMode":"PAY_PER_REQUEST"})");
  ASSERT_EQ(created.status, 200U) << created.body;
  EXPECT_EQ(nlohmann::json::parse(created.body)["TableDescription"]["TableArn"],
            "arn:aws:dynamodb:eu-west-2:000000000000:table/music");
  const WireResponse put =
      ask("PutItem", R"({"TableName":"music","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"L":[]}}})");
  EXPECT_EQ(put.body, "{}");
  const WireResponse got = ask("GetItem", R"({"TableName":"music","Key":{"pk":{"S":"a"},"sk":{"N":"1.0"}}})");
  EXPECT_EQ(got.body, R"({"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"L":[]}}})");
  const WireResponse found = ask("Query", R"({"TableName":"music","KeyConditionExpression":"pk = :p",)"
                                          R"("ExpressionAttributeValues":{":p":{"S":"a"}}})");
  EXPECT_EQ(found.body, R"({"Items":[{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"L":[]}}],"Count":1,"ScannedCount":1})");
  const WireResponse missing = ask("GetItem", R"({"TableName":"other","Key":{"pk":{"S":"a"}}})");
  EXPECT_EQ(TypeOf(missing), "ResourceNotFoundException");
}

}  // namespace
}  // namespace tablerock
