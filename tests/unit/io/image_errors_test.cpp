// Files that lie, end early, or were made to break the decoder: each becomes a sentence within seconds.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "io/image.h"
#include "made_images.h"
#include "scratch.h"

namespace sep::io {
namespace {

using testing::HasSubstr;

class ImageErrors : public ScratchTest {
 protected:
  /// The message for a file with these bytes; empty when it loads.
  std::string message(const std::string& bytes) {
    ++cases;
    const auto begin = std::chrono::steady_clock::now();
    const Result<Image> image = load_image(put("bad.img", bytes));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 5.0);
    slowest_s = std::max(slowest_s, took.count());
    if (image) return "";
    EXPECT_THAT(image.error().message, HasSubstr("bad.img"));
    EXPECT_EQ(image.error().message.back(), '.');
    return image.error().message;
  }
  static void TearDownTestSuite() {
    std::printf("%d bad images, the slowest refused in %.2f s\n", cases, slowest_s);
  }

 private:
  static inline int cases = 0;
  static inline double slowest_s = 0;
};

std::string wide_hdr() {
  std::vector<float> rgb(size_t{64} * 16 * 3, 0.5F);
  for (size_t i = 0; i < rgb.size(); i += 5) rgb[i] = 1.0F;
  return made_hdr(64, 16, rgb);
}

TEST_F(ImageErrors, TruncatedHdrEndsInASentence) {
  const std::string whole = wide_hdr();
  ASSERT_EQ(message(whole), "");
  for (size_t size = whole.size() - 1; size > 60; size -= 61) {
    EXPECT_NE(message(whole.substr(0, size)), "") << size << " bytes of " << whole.size();
  }
}

TEST_F(ImageErrors, HdrWithRunsThatLeadNowhere) {
  const std::string head = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 16\n";
  EXPECT_THAT(message(head + std::string("\2\2\0\x10", 4) + std::string(200, '\0')), HasSubstr("damaged"));
  EXPECT_THAT(message(head + std::string("\2\2\0\x10", 4) + std::string(200, '\xFF')), HasSubstr("damaged"));
  EXPECT_THAT(message(head + std::string("\2\2\0\x11", 4) + std::string(200, '\1')), HasSubstr("damaged"));
}

TEST_F(ImageErrors, HdrHeaders) {
  EXPECT_THAT(message("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 4 +X 4\n"), HasSubstr("32-bit_rle_rgbe"));
  EXPECT_THAT(message("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n+Y 4 +X 4\n"), HasSubstr("top left"));
  EXPECT_THAT(message("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n"), HasSubstr("ends early"));
  EXPECT_THAT(message("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 4\n"), HasSubstr("16384"));
  EXPECT_NE(message("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y -4 +X 4\n"), "");
}

TEST_F(ImageErrors, TruncatedPngJpegBmpTga) {
  const std::string png = made_png(8, 8, 2, 8, std::vector<uint16_t>(192, 7));
  const std::string jpeg = made_jpeg(16, 16, std::vector<uint8_t>(768, 90));
  const std::string bmp = made_bmp(5, 5, std::vector<uint8_t>(75, 3));
  const std::string tga = made_tga(5, 5, 24, 0, std::string(75, 'x'));
  for (const std::string* whole : {&png, &jpeg, &bmp, &tga}) {
    ASSERT_EQ(message(*whole), "");
    EXPECT_THAT(message(whole->substr(0, whole->size() - 2)), HasSubstr("ends before"));
    for (size_t size = 1; size < whole->size() - 2; size += 1 + whole->size() / 23) {
      EXPECT_NE(message(whole->substr(0, size)), "") << size << " bytes of " << whole->size();
    }
  }
}

TEST_F(ImageErrors, PngChecksumIsChecked) {
  std::string png = made_png(4, 4, 0, 8, std::vector<uint16_t>(16, 7));
  png[png.find("IDAT") + 12] ^= 1;
  EXPECT_THAT(message(png), HasSubstr("checksum"));
}

TEST_F(ImageErrors, LimitsAreToldInWordsBeforeDecoding) {
  const auto header = [](uint32_t w, uint32_t h) {
    return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", be32(w) + be32(h) + std::string("\x08\x02\0\0\0", 5)) +
           png_chunk("IDAT", "x") + png_chunk("IEND", "");
  };
  EXPECT_THAT(message(header(20000, 10)), HasSubstr("20000×10 pixels, and a side may have at most 16384"));
  EXPECT_THAT(message(header(16384, 16384)), HasSubstr("268 million pixels, and at most 67,108,864"));
  EXPECT_THAT(message(header(0, 10)), HasSubstr("0×10"));
  EXPECT_THAT(message(header(0xFFFFFFFF, 0xFFFFFFFF)), HasSubstr("16384"));
}

TEST_F(ImageErrors, PngBombIsBounded) {
  // 8192×8192×4 bytes claimed, nothing there: no memory is touched, and the decoder says that data are
  // missing.
  const std::string bomb = "\x89PNG\r\n\x1A\n" +
                           png_chunk("IHDR", be32(8192) + be32(8192) + std::string("\x08\x06\0\0\0", 5)) +
                           png_chunk("IDAT", std::string("\x78\x01\x03\0", 4)) + png_chunk("IEND", "");
  EXPECT_THAT(message(bomb), HasSubstr("damaged"));
}

TEST_F(ImageErrors, JpegsThatWriteOutOfBounds) {
  // The shape of CVE-2022-28041: a progressive scan whose refinement bits run past the end.
  std::string bytes = made_jpeg(16, 16, std::vector<uint8_t>(768, 90));
  bytes[bytes.find("\xFF\xC0") + 1] = '\xC2';
  message(bytes);  // Whatever it says, nothing breaks.
  for (size_t i = 2; i < bytes.size(); i += 3) {
    std::string spoilt = bytes;
    spoilt[i] = static_cast<char>(spoilt[i] ^ 0x55);
    message(spoilt);
  }
}

TEST_F(ImageErrors, OtherKindsOfFilesAreNamed) {
  EXPECT_THAT(message("GIF89a......................"), HasSubstr("a GIF image"));
  EXPECT_THAT(message(std::string("RIFF\0\0\0\0WEBPVP8 ", 16)), HasSubstr("a WebP image"));
  EXPECT_THAT(message("P6 2 2 255 aaaaaaaaaaaa"), HasSubstr("a PNM image"));
  EXPECT_THAT(message("hello"), HasSubstr("SepScope reads PNG, JPEG, BMP, TGA and HDR"));
}

TEST_F(ImageErrors, FilesThatAreNotThere) {
  EXPECT_THAT(load_image(folder / "none.png").error().message, HasSubstr("no such file"));
  EXPECT_THAT(load_image(folder).error().message, HasSubstr("is a folder"));
  EXPECT_THAT(load_image(put("empty.png", "")).error().message, HasSubstr("is empty"));
  EXPECT_THAT(load_image("/dev/zero").error().message, HasSubstr("not a regular file"));
}

TEST_F(ImageErrors, RunLengthBmpIsRefused) {
  std::string bmp = made_bmp(5, 5, std::vector<uint8_t>(75, 3));
  bmp[30] = 1;
  EXPECT_THAT(message(bmp), HasSubstr("run-length"));
}

TEST_F(ImageErrors, LyingTgaPalette) {
  std::string tga = made_tga(4, 4, 8, 0, std::string(16, 'x'));
  tga[1] = 1;
  tga[2] = 1;
  tga[7] = 24;
  EXPECT_THAT(message(tga), HasSubstr("palette"));
}

TEST_F(ImageErrors, RandomBytesAfterEveryMagic) {
  uint32_t state = 1;
  for (const char* magic : {"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF\xE0", "BM", "#?RADIANCE\n"}) {
    for (int round = 0; round < 6; ++round) {
      std::string bytes = magic;
      for (int i = 0; i < 600; ++i) bytes += static_cast<char>((state = state * 1664525 + 1013904223) >> 24U);
      EXPECT_NE(message(bytes), "");
    }
  }
}

}  // namespace
}  // namespace sep::io
