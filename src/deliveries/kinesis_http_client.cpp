#include "deliveries/kinesis_http_client.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>

#include "json/base64.h"
#include "json/document.h"
#include "json/writer.h"

namespace tablerock {
namespace {

constexpr std::chrono::seconds kTimeOut{10};

// The parts of "arn:aws:kinesis:REGION:ACCOUNT:stream/NAME".
struct StreamPlace {
  std::string_view region;
  std::string_view account;
  std::string_view stream_name;
};
StreamPlace PlaceOf(std::string_view arn) {
  std::array<std::string_view, 6> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i + 1 == parts.size() ? arn.size() : std::min(arn.find(':'), arn.size());
    parts.at(i) = arn.substr(0, end);
    arn.remove_prefix(std::min(end + 1, arn.size()));
  }
  const std::size_t slash = parts[5].find('/');
  return {parts[3], parts[4], slash == std::string_view::npos ? parts[5] : parts[5].substr(slash + 1)};
}

void WriteBody(std::string& body, const std::string& stream_arn, std::span<const DeliveryRecord* const> records) {
  std::string data;
  JsonWriter json(body);
  json.BeginObject();
  json.Member("Records");
  json.BeginArray();
  for (const DeliveryRecord* record : records) {
    data.clear();
    AppendBase64(data, record->data);
    json.BeginObject();
    json.Member("Data");
    json.String(data);
    json.Member("PartitionKey");
    json.String(record->partition_key);
    json.EndObject();
  }
  json.EndArray();
  json.Member("StreamARN");
  json.String(stream_arn);
  json.Member("StreamName");
  json.String(PlaceOf(stream_arn).stream_name);
  json.EndObject();
}

// "20261122T143000Z"
std::string NowText() {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc)};
}

std::string Authorization(const StreamPlace& place, const std::string& now) {
  std::string text = "AWS4-HMAC-SHA256 Credential=";
  text += place.account;
  text += '/';
  text += now.substr(0, 8);
  text += '/';
  text += place.region;
  text += "/kinesis/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=";
  text.append(64, '0');
  return text;
}

std::string TextOf(const Document& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// "status 400: ResourceNotFoundException: Stream … not found".
std::string ProblemOf(const HttpAnswer& answer) {
  std::string problem = "status " + std::to_string(answer.status);
  const std::optional<Document> document = ParseDocument(answer.body);
  if (!document || !document->is_object()) return problem;
  for (const char* member : {"__type", "message", "Message"}) {
    const std::string text = TextOf(*document, member);
    if (!text.empty()) problem += ": " + text;
  }
  return problem;
}

PutRecordsOutcome OutcomeOf(const HttpAnswer& answer, std::size_t record_count) {
  PutRecordsOutcome outcome;
  if (answer.status != 200) {
    outcome.problem = ProblemOf(answer);
    return outcome;
  }
  const std::optional<Document> document = ParseDocument(answer.body);
  const bool is_answer = document && document->is_object() && document->contains("Records") &&
                         (*document)["Records"].is_array() && (*document)["Records"].size() == record_count;
  if (!is_answer) {
    outcome.problem = "the answer is none of PutRecords";
    return outcome;
  }
  outcome.taken.reserve(record_count);
  for (const Document& record : (*document)["Records"]) {
    const std::string error = record.is_object() ? TextOf(record, "ErrorCode") : "no record of an answer";
    outcome.taken.push_back(error.empty());
    if (error.empty() || !outcome.problem.empty()) continue;
    outcome.problem = error;
    if (record.is_object()) outcome.problem += ": " + TextOf(record, "ErrorMessage");
  }
  return outcome;
}

}  // namespace

PutRecordsOutcome KinesisHttpClient::PutRecords(const std::string& stream_arn,
                                                std::span<const DeliveryRecord* const> records) {
  const std::string now = NowText();
  HttpCall call;
  call.url = endpoint_;
  call.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                  {"X-Amz-Target", "Kinesis_20131202.PutRecords"},
                  {"X-Amz-Date", now},
                  {"Authorization", Authorization(PlaceOf(stream_arn), now)}};
  WriteBody(call.body, stream_arn, records);
  call.time_out = kTimeOut;
  const HttpAnswer answer = client_.Send(call);
  if (answer.outcome == HttpAnswer::Outcome::kAnswered) return OutcomeOf(answer, records.size());
  PutRecordsOutcome outcome;
  outcome.cancelled = answer.outcome == HttpAnswer::Outcome::kCancelled;
  outcome.problem = answer.problem;
  return outcome;
}

}  // namespace tablerock
