#include "json/base64.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tablerock {
namespace {

std::string Encode(std::string_view bytes) {
  std::string out = "x";
  AppendBase64(out, bytes);
  return out;
}

TEST(Base64Test, EncodesTheExamplesOfRfc4648) {
  EXPECT_EQ(Encode(""), "x");
  EXPECT_EQ(Encode("f"), "xZg==");
  EXPECT_EQ(Encode("fo"), "xZm8=");
  EXPECT_EQ(Encode("foo"), "xZm9v");
  EXPECT_EQ(Encode("foob"), "xZm9vYg==");
  EXPECT_EQ(Encode("\xFB\xFF\xBF"), "x+/+/");
}

TEST(Base64Test, DecodesWhatItEncodes) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    std::string text;
    AppendBase64(text, bytes);
    std::string decoded = "before";
    ASSERT_TRUE(AppendDecodedBase64(decoded, text)) << text;
    ASSERT_EQ(decoded, "before" + bytes);
  }
}

TEST(Base64Test, RefusesWhatIsNotCanonicalAndLeavesTheOutputAlone) {
  for (const char* text : {"a", "YQ", "YQ=", "YR==", "YWJ=", "=+/=", "+/+=", "====", "YQ==YQ==", "Y-Q=", "YQ==\n",
                           "Y Q=", "Y=Q=", "YQ=a", "YW\xC3\xA9", "Zm9=Zm9v"}) {
    std::string out = "before";
    EXPECT_FALSE(AppendDecodedBase64(out, text)) << text;
    EXPECT_EQ(out, "before");
  }
}

}  // namespace
}  // namespace tablerock
