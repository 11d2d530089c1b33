#include "http/exchange.h"

#include <libdeflate.h>

#include <chrono>
#include <utility>

#include "http/local_only.h"

namespace tablerock {

namespace {

// Buffers up to this size are kept for the next exchange.
constexpr std::size_t kKeptBytes = 65'536;

void Shrink(std::string& text) {
  text.clear();
  if (text.capacity() > kKeptBytes) text = {};
}

}  // namespace

Exchange::Exchange(const HttpServices& services, ExchangeTools& tools)
    : services_(services), tools_(tools), share_(services.bytes_in_flight), step_share_(services.bytes_in_flight) {}

Exchange::Progress Exchange::Begin(const RequestHead& head, std::string_view body, bool closing) {
  if (services_.log.Shows(LogLevel::kDebug)) began_ = SteadyClock::now();
  request_id_ = tools_.request_ids.Next();
  closes_ = closing || !head.keep_alive;
  is_head_request_ = head.method == "HEAD";
  accepted_ = head.accept_encoding.empty() ? ContentCoding::kIdentity : ChooseReplyCoding(head.accept_encoding);

  const RequestTarget target = SplitTarget(head.target);
  if (services_.control && IsControlPath(target.path)) return BeginControl(head, target, body);
  if (const auto answer = AnswerPlainly(head, target)) {
    AnswerPlain(head, *answer);
    return Progress::kComplete;
  }
  if (!head.origin.empty()) services_.cors.AppendHeaders(head, more_lines_);
  if (services_.bytes_in_flight.exhausted()) {
    // By replies that no one reads, or that are being gathered: one more may not come on top of them.
    AnswerTooManyBytes();
    return Progress::kComplete;
  }
  if (!head.content_encoding.empty() && !Inflate(head, body)) return Progress::kComplete;
  request_ = {.method = head.method,
              .path = target.path,
              .query = target.query,
              .amz_target = head.amz_target,
              .authorization = head.authorization,
              .content_type = head.content_type,
              .host = target.authority.empty() ? std::string_view(head.host) : target.authority,
              .body = body};
  pending_ = services_.dispatcher.Handle(request_, response_);
  if (pending_ != nullptr) {
    step_share_.Add(services_.limits.step_bytes + services_.limits.crossing_item_bytes);
    return Progress::kHasSteps;
  }
  CompleteDispatched(tools_.reply);
  return Progress::kComplete;
}

// No CORS headers here, for preflights neither: a browser keeps from a page's script what they do not allow.
Exchange::Progress Exchange::BeginControl(const RequestHead& head, const RequestTarget& target, std::string_view body) {
  if (!NamesLocalHost(head, target)) {
    CompleteControl({403, std::string(kLocalOnly)}, closes_);
    return Progress::kComplete;
  }
  if (!head.content_encoding.empty() && !Inflate(head, body)) return Progress::kComplete;
  control_call_ = {head.method, std::string(target.path), std::string(target.query), std::string(body)};
  return Progress::kControl;
}

void Exchange::CompleteControl(ControlAnswer answer, bool closing) {
  closes_ = closes_ || closing;
  response_.status = answer.status;
  response_.content_type = "application/json";
  response_.body = std::move(answer.body);
  CompleteDispatched(tools_.reply);
}

bool Exchange::Step() {
  if (pending_->Step(response_)) {
    pending_.reset();  // a slow reader of the reply holds the reply alone
    return true;
  }
  const HttpLimits& limits = services_.limits;
  if (step_share_.bytes() < limits.gathered_bytes_max) step_share_.Add(limits.step_bytes);
  return false;
}

void Exchange::CompleteSteps(bool closing, ReplyTools& tools) {
  closes_ = closes_ || closing;
  CompleteDispatched(tools);
  step_share_.Clear();
}

bool Exchange::GiveUpForRoom(bool closing) {
  if (!services_.bytes_in_flight.exhausted()) return false;
  closes_ = closes_ || closing;
  pending_.reset();
  step_share_.Clear();
  AnswerTooManyBytes();
  return true;
}

void Exchange::AnswerTooManyBytes() {
  response_.status = 503;
  response_.content_type = "text/plain";
  response_.body = kTooManyBytesInFlight;
  Complete(response_.body, ContentCoding::kIdentity, tools_.reply);
}

void Exchange::Refuse(const RequestHead& head, const Refusal& refusal) {
  if (services_.log.Shows(LogLevel::kDebug)) began_ = SteadyClock::now();
  request_id_ = tools_.request_ids.Next();
  closes_ = true;
  if (refusal.began_tls && !std::exchange(tools_.tls_noticed, true)) {
    services_.log.Write(LogLevel::kWarning, "a client began a TLS handshake; this endpoint is http://, not https://");
  }
  // A page's script may read of its error only what this allows.
  services_.cors.AppendHeaders(head, more_lines_);
  response_.status = refusal.status;
  response_.content_type = "text/plain";
  response_.body = refusal.text;
  Complete(response_.body, ContentCoding::kIdentity, tools_.reply);
}

bool Exchange::Inflate(const RequestHead& head, std::string_view& body) {
  const ContentCoding coding = ParseContentEncoding(head.content_encoding);
  if (coding == ContentCoding::kIdentity) return true;
  const auto outcome = coding == ContentCoding::kUnknown
                           ? Inflater::Outcome::kBadData
                           : tools_.inflater.Inflate(coding, body, services_.limits.body_bytes_max, share_, inflated_);
  response_.content_type = "text/plain";
  switch (outcome) {
    case Inflater::Outcome::kDone:
      body = inflated_;
      return true;
    case Inflater::Outcome::kTooLarge:
      response_.status = 413;
      break;
    case Inflater::Outcome::kNoMemory:
      response_.status = 503;
      response_.body = kTooManyBytesInFlight;
      break;
    case Inflater::Outcome::kBadData:
      if (coding == ContentCoding::kUnknown) {
        response_.status = 415;
        response_.body = "Of the content encodings only gzip and deflate are understood.\n";
      } else {
        // The service's answer to a body that it cannot read.
        response_.status = 400;
        response_.content_type = "application/x-amz-json-1.0";
        response_.body = R"({"__type":"com.amazon.coral.service#SerializationException"})";
      }
  }
  Complete(response_.body, ContentCoding::kIdentity, tools_.reply);
  return false;
}

void Exchange::AnswerPlain(const RequestHead& head, const PlainAnswer& answer) {
  if (answer.preflight) {
    services_.cors.AppendPreflightHeaders(head, more_lines_);
  } else {
    services_.cors.AppendHeaders(head, more_lines_);
  }
  more_lines_ += answer.extra_header;
  response_.status = answer.status;
  response_.content_type = answer.content_type;
  Complete(answer.body, ContentCoding::kIdentity, tools_.reply);
}

void Exchange::CompleteDispatched(ReplyTools& tools) {
  ContentCoding coding = ContentCoding::kIdentity;
  std::string_view body = response_.body;
  if (body.size() > services_.limits.compressed_bytes_min && accepted_ != ContentCoding::kIdentity &&
      tools.deflater.Deflate(accepted_, body, compressed_)) {
    coding = accepted_;
    body = compressed_;
  }
  const std::size_t held = response_.body.size() + compressed_.size();
  if (held > services_.limits.uncounted_bytes) share_.Add(held);
  Complete(body, coding, tools);
}

void Exchange::Complete(std::string_view body, ContentCoding coding, ReplyTools& tools) {
  body_ = body;
  WriteReplyHead({.status = response_.status,
                  .date = tools.date.Now(),
                  .content_type = response_.content_type,
                  .content_encoding = NameOf(coding),
                  .content_length = body.size(),
                  .crc32 = libdeflate_crc32(0, body.data(), body.size()),
                  .keep_alive = !closes_,
                  .request_id = request_id_,
                  .more_lines = more_lines_},
                 head_text_);
  if (services_.log.Shows(LogLevel::kDebug)) LogReply();
}

void Exchange::LogReply() const {
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began_);
  services_.log.Write(LogLevel::kDebug, "request",
                      {{"operation", std::string(response_.operation)},
                       {"status", std::to_string(response_.status)},
                       {"bytes", std::to_string(body_.size())},
                       {"microseconds", std::to_string(spent.count())},
                       {"request_id", std::string(request_id_.data(), request_id_.size())}});
}

std::array<boost::asio::const_buffer, 2> Exchange::reply() const {
  return {boost::asio::buffer(head_text_), boost::asio::buffer(body_.data(), is_head_request_ ? 0 : body_.size())};
}

void Exchange::Reset() {
  pending_.reset();
  share_.Clear();
  step_share_.Clear();
  Shrink(response_.body);
  Shrink(inflated_);
  Shrink(compressed_);
  more_lines_.clear();
  response_.status = 200;
  response_.content_type = WireResponse().content_type;
  response_.operation = {};
  is_head_request_ = false;
}

}  // namespace tablerock
