// What the decoder's process answers is not trusted: every field that cannot be true is refused.
#include <gmock/gmock.h>

#include <cstring>
#include <functional>

#include "io/image_decode.h"

namespace sep::io {
namespace {

constexpr size_t kShared = kArenaOffset + 10'000;

DecodeReply good() {
  DecodeReply r{};
  r.magic = kReplyMagic;
  r.status = 1;
  r.width = 20;
  r.height = 10;
  r.channels = 3;
  r.type = 1;
  r.offset = kArenaOffset + 64;
  r.confined = 1;
  return r;
}
ImageHeader header() {
  ImageHeader h;
  h.format = ImageFormat::png;
  h.width = 20;
  h.height = 10;
  return h;
}

std::string refused(const std::function<void(DecodeReply&)>& forge, bool ended = true) {
  DecodeReply r = good();
  forge(r);
  const auto checked = check_reply(r, header(), kShared, ended);
  return checked ? "" : checked.error().message;
}

TEST(DecodeReply, ThatIsTrueIsTaken) {
  EXPECT_EQ(refused([](DecodeReply&) {}), "");
  EXPECT_EQ(refused([](DecodeReply& r) { r.channels = 4; }), "");
  EXPECT_EQ(refused([](DecodeReply& r) { r.offset = kShared - 600; }), "");
}

TEST(DecodeReply, ThatIsForgedIsRefused) {
  const std::string nonsense = "its decoder gave an answer that makes no sense, so it is probably damaged";
  const std::function<void(DecodeReply&)> forged[] = {
      [](DecodeReply& r) { r.width = 21; },
      [](DecodeReply& r) { r.height = 9; },
      [](DecodeReply& r) { r.width = r.height = 0; },
      [](DecodeReply& r) { r.width = r.height = 0xFFFFFFFF; },
      [](DecodeReply& r) { r.channels = 0; },
      [](DecodeReply& r) { r.channels = 5; },
      [](DecodeReply& r) { r.channels = 0xFFFFFFFF; },
      [](DecodeReply& r) { r.type = 4; },
      [](DecodeReply& r) { r.type = 0; },
      [](DecodeReply& r) { r.type = 0x10000001; },
      [](DecodeReply& r) { r.offset = 0; },
      [](DecodeReply& r) { r.offset = kArenaOffset - 4; },
      [](DecodeReply& r) { r.offset = kArenaOffset + 66; },
      [](DecodeReply& r) { r.offset = kShared - 596; },
      [](DecodeReply& r) { r.offset = kShared + 4; },
      [](DecodeReply& r) { r.offset = ~uint64_t{3}; },
  };
  for (const auto& forge : forged) EXPECT_EQ(refused(forge), nonsense);
}

TEST(DecodeReply, ThatIsNoneIsAFailure) {
  const std::string failed = "decoding it failed, so it is probably damaged";
  EXPECT_EQ(refused([](DecodeReply& r) { r.magic = 0; }), failed);
  EXPECT_EQ(refused([](DecodeReply& r) { r.status = 0; }), failed);
  EXPECT_EQ(refused([](DecodeReply& r) { r.status = 3; }), failed);
  EXPECT_EQ(refused([](DecodeReply&) {}, false), "decoding it takes too long, so it is probably damaged");
}

TEST(DecodeReply, HasAReasonOfPrintableLettersThatEnds) {
  const std::string said = refused([](DecodeReply& r) {
    r.status = 2;
    std::memset(r.reason, 0x1B, sizeof r.reason);  // no end, and nothing that a terminal should get
    r.reason[0] = 'a';
  });
  EXPECT_EQ(said, "it is damaged (a" + std::string(sizeof(DecodeReply::reason) - 1, '?') + ")");
}

}  // namespace
}  // namespace sep::io
