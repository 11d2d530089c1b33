#include "mutation/request_mutation.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "mutation/text_mutation.h"

namespace tablerock {
namespace {

// What a Json tree cannot hold is written behind a mark and put in place when the tree is text.
constexpr std::string_view kAgainMark =
    "\x7F"
    "again";  // at the end of a name: the member a second time
constexpr std::string_view kRawMark =
    "\x7F"
    "raw";  // at the start of a text: the rest stands there unquoted

constexpr std::array kOddJson{R"(null)",
                              R"(true)",
                              R"(0)",
                              R"(-1)",
                              R"(1.5)",
                              R"("")",
                              R"([])",
                              R"({})",
                              R"([null])",
                              R"({"":{}})",
                              R"("a")",
                              R"(1e400)",
                              R"(-1e400)",
                              R"(99999999999999999999999)",
                              R"(2147483648)",
                              R"({"S":"a"})",
                              R"({"N":"1"})",
                              R"([{"S":"a"}])",
                              R"({"a":{"S":"a"}})",
                              R"({"S":1})",
                              R"({"NULL":false})",
                              R"({"X":"y"})",
                              R"({"S":"a","N":"1"})",
                              R"({"SS":[]})",
                              R"({"SS":["a","a"]})",
                              R"({"B":"A"})",
                              R"({"B":"AA=A"})",
                              R"({"L":null})"};

// Where a value stands: a member of an object or an element of an array.
struct Place {
  Json* parent;
  std::string name;   // of an object's member
  std::size_t index;  // of an array's element

  Json& value() const { return parent->is_object() ? (*parent)[name] : (*parent)[index]; }
};

void Gather(Json& value, std::vector<Place>& places) {
  if (value.is_object()) {
    for (auto member = value.begin(); member != value.end(); ++member) {
      places.push_back({&value, member.key(), 0});
      Gather(*member, places);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      places.push_back({&value, "", i});
      Gather(value[i], places);
    }
  }
}

Json Wrapped(Json value, std::size_t levels, bool in_lists) {
  for (std::size_t i = 0; i < levels; ++i) {
    value = in_lists ? Json{{"L", Json::array({value})}} : Json{{"M", {{"k", value}}}};
  }
  return value;
}

void Drop(const Place& place) {
  if (place.parent->is_object()) {
    place.parent->erase(place.name);
  } else {
    place.parent->erase(place.index);
  }
}

void ReplaceByOdd(Random& random, const Place& place) {
  place.value() = std::string(kRawMark) + random.OneOf(kOddJson);
}

void MutateValue(Random& random, const Place& place) {
  Json& value = place.value();
  if (value.is_string()) {
    value = MutateText(random, value.get<std::string>());
  } else if (value.is_number()) {
    value = std::string(kRawMark) +
            std::array{"0", "-1", "1000000000000", "1.9", "1e3", "4294967297", "-0"}[random.Pick(7)];
  } else if (value.is_boolean()) {
    value = random.Chance(50) ? Json(!value.get<bool>()) : Json(random.Chance(50) ? "true" : "FALSE");
  } else if (value.is_array() && !value.empty()) {
    const Json element = random.OneOf(value);
    for (std::size_t i = random.Chance(80) ? 1 : 120; i > 0; --i) value.push_back(element);
  } else {
    value = Wrapped(value, 1 + random.Pick(40), random.Chance(50));
  }
}

void AddMember(Random& random, const Place& place) {
  Json& object = place.parent->is_object() ? *place.parent : place.value();
  if (!object.is_object()) return;
  constexpr std::array kNames{"Unknown", "tableName", "", "pk", "S", "__type", "ConditionExpression", "Limit", "L"};
  object[random.OneOf(kNames)] = std::string(kRawMark) + random.OneOf(kOddJson);
}

void RepeatMember(Random& random, const Place& place) {
  if (!place.parent->is_object()) return;
  (*place.parent)[place.name + std::string(kAgainMark)] =
      random.Chance(75) ? place.value() : Json(std::string(kRawMark) + random.OneOf(kOddJson));
}

void RenameMember(Random& random, const Place& place) {
  if (!place.parent->is_object()) return;
  Json value = place.value();
  place.parent->erase(place.name);
  (*place.parent)[MutateText(random, place.name)] = std::move(value);
}

void MutateTree(Random& random, Json& body) {
  std::vector<Place> places;
  Gather(body, places);
  if (places.empty()) {
    body["Unknown"] = 1;
    return;
  }
  const Place& place = random.OneOf(places);
  const Place& other = random.OneOf(places);
  switch (random.Pick(14)) {
    case 0:
    case 1:
      return Drop(place);
    case 2:
    case 12:
      return RepeatMember(random, place);
    case 3:
      return ReplaceByOdd(random, place);
    case 4: {
      Json copy = other.value();
      std::swap(copy, place.value());
      if (random.Chance(50) || copy.is_structured()) return;  // the other place may be inside this one
      std::vector<Place> left;
      Gather(body, left);
      random.OneOf(left).value() = copy;
      return;
    }
    case 5:
    case 13:
      return AddMember(random, place);
    case 6:
      return RenameMember(random, place);
    case 7:
      place.value() = Wrapped(place.value(), 1 + random.Pick(40), random.Chance(50));
      return;
    default:
      return MutateValue(random, place);
  }
}

// The text of a tree, with what stands behind marks in its place.
std::string Written(const Json& body) {
  std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string raw = "\"" + std::string(kRawMark);
  for (std::size_t at = text.find(raw); at != std::string::npos; at = text.find(raw, at)) {
    const std::size_t begin = at + raw.size();
    std::size_t end = begin;
    std::string unquoted;
    for (; end < text.size() && text[end] != '"'; ++end) {
      if (text[end] == '\\' && end + 1 < text.size()) ++end;
      unquoted += text[end];
    }
    text.replace(at, end + 1 - at, unquoted);
    at += unquoted.size();
  }
  for (std::size_t at = text.find(kAgainMark); at != std::string::npos; at = text.find(kAgainMark, at)) {
    text.erase(at, kAgainMark.size());
  }
  return text;
}

void MutateHeaders(Random& random, WireCall& call) {
  switch (random.Pick(9)) {
    case 0:
      call.method = random.Chance(50) ? "GET" : "PUT";
      return;
    case 1:
      call.target = MutateText(random, call.target);
      return;
    case 2:
      call.target = std::array{"", "DynamoDB_20120810.", "AmazonSQS.SendMessage",
                               "DynamoDBStreams_20120810.GetItem"}[random.Pick(4)];
      return;
    case 3:
      call.content_type = std::array{"", "text/plain", "application/json", "application/x-amz-json-1.1",
                                     "application/x-amz-json-1.0; charset=utf-8"}[random.Pick(5)];
      return;
    case 4:
      call.authorization =
          std::array{"", "AWS4", "Bearer x", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 ,,,=,"}[random.Pick(5)];
      return;
    case 5:
      call.authorization = MutateText(random, call.authorization);
      return;
    case 6:
      call.path =
          std::array{"/", "//", "", "/ns/", "/ns/other", "/ns/other/", "/ns/a/b", "/ns/%00", "/x"}[random.Pick(9)];
      return;
    case 7:
      call.query =
          std::array{"a=b", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2", "&&==%%%"}[random.Pick(3)];
      return;
    default:
      call.host = std::array{"", "dynamodb.eu-west-1.amazonaws.com", ":::", "[::1]:8000"}[random.Pick(4)];
  }
}

}  // namespace

WireCall CallOf(const GeneratedRequest& request) {
  WireCall call;
  call.target = TargetOf(request.operation);
  call.body = request.body.dump();
  return call;
}

WireCall Mutate(Random& random, GeneratedRequest request) {
  const std::size_t kind = random.Pick(100);
  if (kind < 86) {
    for (std::size_t i = random.Chance(85) ? 1 : 2 + random.Pick(2); i > 0; --i) MutateTree(random, request.body);
  }
  WireCall call;
  call.target = TargetOf(request.operation);
  call.body = Written(request.body);
  if (kind >= 86 && kind < 96) call.body = MutateBytes(random, std::move(call.body));
  if (kind >= 96) MutateHeaders(random, call);
  return call;
}

}  // namespace tablerock
