#include "wire/foreign_call.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "json/writer.h"
#include "wire/credentials.h"

namespace tablerock {
namespace {

// X-Amz-Target's part before the point, and the service that it stands for.
struct TargetPrefix {
  std::string_view prefix;
  std::string_view service;
};
constexpr std::array kTargetPrefixes{
    TargetPrefix{"AmazonSQS", "SQS"},
    TargetPrefix{"AWSEvents", "EventBridge"},
    TargetPrefix{"AWSStepFunctions", "Step Functions"},
    TargetPrefix{"AmazonSSM", "Systems Manager"},
    TargetPrefix{"secretsmanager", "Secrets Manager"},
    TargetPrefix{"TrentService", "KMS"},
    TargetPrefix{"Logs_20140328", "CloudWatch Logs"},
    TargetPrefix{"GraniteServiceVersion20100801", "CloudWatch"},
    TargetPrefix{"Kinesis_20131202", "Kinesis"},
    TargetPrefix{"Firehose_20150804", "Firehose"},
    TargetPrefix{"AWSCognitoIdentityProviderService", "Cognito"},
    TargetPrefix{"AmazonEC2ContainerServiceV20141113", "ECS"},
    TargetPrefix{"AnyScaleFrontendService", "Application Auto Scaling"},
    TargetPrefix{"AmazonDAXV3", "DAX"},
};

enum class ReplyForm { kJson, kXml, kS3Xml };

struct ForeignService {
  std::string name;
  ReplyForm form = ReplyForm::kJson;
};

std::string ServiceOfTarget(std::string_view prefix) {
  for (const TargetPrefix& known : kTargetPrefixes) {
    if (known.prefix == prefix) return std::string(known.service);
  }
  return std::string(prefix);
}

bool IsForm(std::string_view content_type) { return content_type.starts_with("application/x-www-form-urlencoded"); }

// A query-protocol call: "Action=GetCallerIdentity&Version=…".
bool NamesAction(std::string_view parameters) {
  return parameters.starts_with("Action=") || parameters.find("&Action=") != std::string_view::npos;
}

// Of what the signature says; of an action's service that does not say it.
std::string ServiceName(const Credentials& signer) {
  std::string name = signer.service.empty() ? "another service" : signer.service;
  if (name.size() <= 3)
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name;
}

bool FindForeignService(const WireRequest& request, ForeignService& found) {
  if (const std::size_t point = request.amz_target.rfind('.'); point != std::string_view::npos) {
    const std::string_view prefix = request.amz_target.substr(0, point);
    // Another version of our own API is an operation that we do not know.
    if (prefix.empty() || prefix.starts_with("DynamoDB")) return false;
    found.name = ServiceOfTarget(prefix);
    return true;
  }
  if (!request.amz_target.empty()) return false;
  const auto credentials = ReadCredentials(request);
  const Credentials signer = credentials ? *credentials : Credentials{};
  found.name = ServiceName(signer);
  if ((IsForm(request.content_type) && NamesAction(request.body)) || NamesAction(request.query)) {
    found.form = ReplyForm::kXml;
    return true;
  }
  if (signer.service.empty() || signer.service == "dynamodb") return false;
  found.form = signer.service == "s3" ? ReplyForm::kS3Xml : ReplyForm::kJson;
  return true;
}

std::string Explanation(const ForeignService& service) {
  return "This endpoint is DynamoDB and DynamoDB Streams alone (tablerock), but the call was one of " + service.name +
         ". Set AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_DYNAMODB_STREAMS to it instead of AWS_ENDPOINT_URL, so "
         "that "
         "calls to other services do not come here.";
}

// What XML cannot hold as text comes only from the service's name, which a client made up.
std::string XmlText(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || c == '<' || c == '>' || c == '&') {
      escaped += '?';
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// For JSON: the same, since the name need not be UTF-8.
std::string Ascii(std::string_view text) { return XmlText(text); }

}  // namespace

bool AnswerForeignCall(const WireRequest& request, WireResponse& response) {
  constexpr std::string_view kCode = "UnknownOperationException";
  ForeignService service;
  if (!FindForeignService(request, service)) return false;
  const std::string explanation = Explanation(service);
  response.status = 400;
  response.body.clear();
  switch (service.form) {
    case ReplyForm::kJson: {
      JsonWriter json(response.body);
      json.BeginObject();
      json.Member("__type");
      json.String(std::string("com.amazon.coral.service#").append(kCode));
      json.Member("message");
      json.String(Ascii(explanation));
      json.EndObject();
      return true;
    }
    case ReplyForm::kXml:
      response.content_type = "text/xml";
      response.body.append("<ErrorResponse><Error><Type>Sender</Type><Code>")
          .append(kCode)
          .append("</Code><Message>")
          .append(XmlText(explanation))
          .append("</Message></Error></ErrorResponse>");
      return true;
    case ReplyForm::kS3Xml:
      response.content_type = "application/xml";
      response.body.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>")
          .append(kCode)
          .append("</Code><Message>")
          .append(XmlText(explanation))
          .append("</Message></Error>");
      return true;
  }
  return false;
}

}  // namespace tablerock
