#include "expressions/token_reader.h"

#include <charconv>
#include <cstdint>

#include "core/limits.h"
#include "expressions/errors.h"
#include "expressions/lexer.h"
#include "expressions/reserved_words.h"

namespace tablerock {
namespace {

constexpr std::size_t kListIndexMax = 2'147'483'647;

// Nothing if the digits are more than a list index may be.
std::optional<std::size_t> ParseListIndex(std::string_view digits) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error != std::errc() || index > kListIndexMax) return std::nullopt;
  return index;
}

// The service checks the functions of a condition before its names, the names of an update before its functions.
std::size_t CheckPosition(ExpressionKind kind, MeaningError sort) {
  const bool names_first = kind == ExpressionKind::kUpdate || kind == ExpressionKind::kProjection;
  switch (sort) {
    case MeaningError::kName:
      return names_first ? 0 : 2;
    case MeaningError::kFunction:
      return names_first ? 1 : 0;
    case MeaningError::kUse:
      return names_first ? 2 : 1;
  }
  return 0;
}

}  // namespace

Result<void> CheckExpressionText(ExpressionKind kind, std::string_view text) {
  if (text.empty()) return expression_errors::Invalid(kind, "The expression can not be empty;");
  if (text.size() > limits::kExpressionSizeBytesMax) {
    return expression_errors::Invalid(
        kind, "Expression size has exceeded the maximum allowed size; expression size: " + std::to_string(text.size()));
  }
  return {};
}

TokenReader::TokenReader(ExpressionKind kind, std::string_view text)
    : kind_(kind), text_(text), tokens_(Tokenize(text)) {}

bool TokenReader::Accept(TokenKind kind) {
  if (current() != kind) return false;
  Advance();
  return true;
}

Result<void> TokenReader::Expect(TokenKind kind) {
  if (!Accept(kind)) return SyntaxError();
  return {};
}

ApiError TokenReader::SyntaxError() const {
  const Token& token = tokens_[at_];
  const bool is_last = at_ + 1 >= tokens_.size();
  const std::size_t near_begin = at_ == 0 ? 0 : tokens_[at_ - 1].begin;
  const std::size_t near_end = is_last ? text_.size() : tokens_[at_ + 1].end;
  std::string message = "Syntax error; token: \"";
  if (token.kind == TokenKind::kEnd) {
    message += "<EOF>";
  } else {
    message += TextOf(token);
  }
  message += "\", near: \"";
  message += text_.substr(near_begin, near_end - near_begin);
  message += '"';
  return expression_errors::Invalid(kind_, message);
}

void TokenReader::Defer(MeaningError sort, std::string text) {
  std::optional<std::string>& slot = deferred_[CheckPosition(kind_, sort)];
  if (!slot) slot = std::move(text);
}

Result<void> TokenReader::CheckDeferred() const {
  if (redundant_parentheses_) {
    return expression_errors::Invalid(kind_, "The expression has redundant parentheses;");
  }
  for (const std::optional<std::string>& error : deferred_) {
    if (error) return expression_errors::Invalid(kind_, *error);
  }
  return {};
}

Result<PathSyntax::Element> TokenReader::ReadName() {
  PathSyntax::Element element{PathSyntax::ElementKind::kName, std::string(current_text())};
  if (current() == TokenKind::kNamePlaceholder) {
    element.kind = PathSyntax::ElementKind::kNamePlaceholder;
  } else if (current() != TokenKind::kIdentifier) {
    return SyntaxError();
  } else if (IsReservedWord(element.text)) {
    Defer(MeaningError::kName, "Attribute name is a reserved keyword; reserved keyword: " + element.text);
  }
  Advance();
  return element;
}

Result<PathSyntax::Element> TokenReader::ReadListIndex() {
  if (current() != TokenKind::kInteger) return SyntaxError();
  PathSyntax::Element element{PathSyntax::ElementKind::kListIndex, {}};
  if (const auto index = ParseListIndex(current_text())) {
    element.index = *index;
  } else {
    Defer(MeaningError::kName,
          "List index is not within the allowable range; index: [" + std::string(current_text()) + ']');
  }
  Advance();
  TABLEROCK_TRY(Expect(TokenKind::kRightBracket));
  return element;
}

Result<PathIndex> TokenReader::ReadPath(OperandsSyntax& operands) {
  PathSyntax path;
  TABLEROCK_ASSIGN(PathSyntax::Element head, ReadName());
  path.elements.push_back(std::move(head));
  while (true) {
    if (Accept(TokenKind::kDot)) {
      TABLEROCK_ASSIGN(PathSyntax::Element name, ReadName());
      path.elements.push_back(std::move(name));
    } else if (Accept(TokenKind::kLeftBracket)) {
      TABLEROCK_ASSIGN(PathSyntax::Element index, ReadListIndex());
      path.elements.push_back(std::move(index));
    } else {
      break;
    }
  }
  operands.paths.push_back(std::move(path));
  return static_cast<PathIndex>(operands.paths.size() - 1);
}

ValueIndex TokenReader::ReadValue(OperandsSyntax& operands) {
  operands.values.emplace_back(current_text());
  Advance();
  return static_cast<ValueIndex>(operands.values.size() - 1);
}

}  // namespace tablerock
