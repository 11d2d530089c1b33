#include "functions/pattern_document.h"

#include <string>
#include <utility>
#include <vector>

#include "json/reader.h"

namespace tablerock {
namespace {

class PatternBuilder final : public JsonHandler {
 public:
  Document TakeDocument() { return std::move(root_); }

  bool BeginObject() override {
    Document& place = Place();
    if (!place.is_object()) place = Document::object();  // an object that is there already goes on
    open_.push_back(&place);
    return true;
  }
  bool Key(std::string_view name, bool /*stable*/) override {
    name_ = name;
    return true;
  }
  bool EndObject() override { return Close(); }
  bool BeginArray() override {
    Document& place = Place();
    place = Document::array();
    open_.push_back(&place);
    return true;
  }
  bool EndArray() override { return Close(); }
  bool String(std::string_view text, bool /*stable*/) override { return Put(text); }
  bool Number(const JsonNumber& number) override { return number.is_integer ? Put(number.integer) : Put(number.real); }
  bool Bool(bool value) override { return Put(value); }
  bool Null() override { return Put(nullptr); }

 private:
  // Where the next value belongs.
  Document& Place() {
    if (open_.empty()) return root_;
    Document& parent = *open_.back();
    if (parent.is_object()) return parent[name_];
    parent.push_back(nullptr);
    return parent.back();
  }
  template <typename Value>
  bool Put(const Value& value) {
    Place() = value;
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  Document root_;
  std::vector<Document*> open_;
  std::string name_;
};

}  // namespace

std::optional<Document> ReadPatternDocument(std::string_view text) {
  PatternBuilder builder;
  if (ReadJson(text, builder) != JsonOutcome::kComplete) return std::nullopt;
  return builder.TakeDocument();
}

}  // namespace tablerock
