#include "fuzz/json_item.h"

#include <utility>

#include "fuzz/fuzz_target.h"
#include "json/arena.h"
#include "json/reader.h"
#include "json/writer.h"

namespace tablerock::fuzz {
namespace {

// Hands a document's events on, once its first object has begun; as the request decoder does for a member.
class ItemHandler final : public JsonHandler {
 public:
  bool BeginObject() override {
    if (began_) return decoder_.BeginObject();
    began_ = true;
    decoder_.BeginItem();
    return true;
  }
  bool Key(std::string_view name, bool stable) override { return decoder_.Key(name, stable); }
  bool EndObject() override { return decoder_.EndObject(); }
  bool BeginArray() override { return began_ && decoder_.BeginArray(); }
  bool EndArray() override { return decoder_.EndArray(); }
  bool String(std::string_view text, bool stable) override { return began_ && decoder_.String(text, stable); }
  bool Number(const JsonNumber& number) override { return began_ && decoder_.Number(number); }
  bool Bool(bool value) override { return began_ && decoder_.Bool(value); }
  bool Null() override { return began_ && decoder_.Null(); }

  DecodedItem TakeItem() { return decoder_.TakeItem(); }

 private:
  Arena arena_;
  AttributeValueDecoder decoder_{arena_};
  bool began_ = false;
};

}  // namespace

std::optional<DecodedItem> DecodeItem(std::string_view json) {
  ItemHandler handler;
  if (ReadJson(json, handler) != JsonOutcome::kComplete) return std::nullopt;
  return handler.TakeItem();
}

Item ItemOf(std::string_view json) {
  auto decoded = DecodeItem(json);
  Require(decoded && !decoded->findings.error, "the target's own item is wrong");
  return std::move(decoded->item);
}

std::string JsonOf(ItemView item) {
  std::string text;
  JsonWriter(text).Item(item);
  return text;
}

}  // namespace tablerock::fuzz
