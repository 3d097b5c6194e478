// What a picture's pixels become: every format, alpha over white, 16 bits, orientation, right-origin TGA.
#include "io/image.h"

#include <gmock/gmock.h>

#include "made_images.h"
#include "scratch.h"

namespace sep::io {
namespace {

class ImageTest : public ScratchTest {
 protected:
  Tensor load(const std::string& name, const std::string& bytes) {
    const Result<Image> image = load_image(put(name, bytes));
    EXPECT_TRUE(image) << (image ? "" : image.error().message);
    return image ? image->tensor : Tensor{};
  }
};

void expect_values(const Tensor& t, const Shape& shape, const std::vector<float>& values,
                   float tolerance = 1e-6F) {
  ASSERT_EQ(t.shape, shape) << to_text(t.shape);
  for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(t.values[i], values[i], tolerance) << "value " << i;
}

TEST_F(ImageTest, GreyPngStaysOneChannel) {
  expect_values(load("a.png", made_png(2, 1, 0, 8, {0, 255})), {1, 1, 1, 2}, {0, 1});
}

TEST_F(ImageTest, ColourPngIsPlanar) {
  expect_values(load("a.png", made_png(2, 1, 2, 8, {255, 0, 51, 0, 102, 255})), {1, 3, 1, 2},
                {1, 0, 0, 0.4F, 0.2F, 1});
}

TEST_F(ImageTest, SixteenBitsKeepTheirPrecision) {
  expect_values(load("a.png", made_png(3, 1, 0, 16, {0, 1, 65535})), {1, 1, 1, 3}, {0, 1 / 65535.0F, 1},
                1e-9F);
}

TEST_F(ImageTest, AlphaLiesOverWhite) {
  expect_values(load("a.png", made_png(2, 1, 6, 8, {255, 0, 0, 51, 7, 7, 7, 0})), {1, 3, 1, 2},
                {1, 1, 0.8F, 1, 0.8F, 1});
  expect_values(load("b.png", made_png(1, 1, 4, 16, {0, 13107})), {1, 1, 1, 1}, {0.8F});
}

TEST_F(ImageTest, IsToldByContentNotByName) {
  expect_values(load("photo.jpg", made_png(1, 1, 0, 8, {51})), {1, 1, 1, 1}, {0.2F});
}

TEST_F(ImageTest, Bmp) {
  expect_values(load("a.bmp", made_bmp(2, 2, {255, 0, 0, 0, 255, 0, 0, 0, 255, 51, 51, 51})), {1, 3, 2, 2},
                {1, 0, 0, 0.2F, 0, 1, 0, 0.2F, 0, 0, 1, 0.2F});
}

TEST_F(ImageTest, HdrStaysAsItIs) {
  std::vector<float> rgb;
  for (int i = 0; i < 10 * 3; ++i) rgb.push_back(i % 3 == 0 ? 8.0F : 0.25F);
  const Tensor t = load("a.hdr", made_hdr(10, 1, rgb));
  ASSERT_EQ(t.shape, (Shape{1, 3, 1, 10}));
  EXPECT_NEAR(t.at(0, 0, 0, 4), 8, 0.05);
  EXPECT_NEAR(t.at(0, 1, 0, 4), 0.25, 0.05);
}

TEST_F(ImageTest, TgaFromEveryCorner) {
  const std::string abcd = {'\x00', '\x33', '\x66', '\x99'};  // two rows of two, grey
  expect_values(load("tl.tga", made_tga(2, 2, 8, 0x20, abcd)), {1, 1, 2, 2}, {0, 0.2F, 0.4F, 0.6F});
  expect_values(load("bl.tga", made_tga(2, 2, 8, 0x00, abcd)), {1, 1, 2, 2}, {0.4F, 0.6F, 0, 0.2F});
  expect_values(load("tr.tga", made_tga(2, 2, 8, 0x30, abcd)), {1, 1, 2, 2}, {0.2F, 0, 0.6F, 0.4F});
  expect_values(load("br.tga", made_tga(2, 2, 8, 0x10, abcd)), {1, 1, 2, 2}, {0.6F, 0.4F, 0.2F, 0});
}

TEST_F(ImageTest, TgaWithoutAlphaBitsIsOpaque) {
  const std::string bgra = {'\x00', '\x33', '\x66', '\x00'};
  expect_values(load("opaque.tga", made_tga(1, 1, 32, 0x20, bgra)), {1, 3, 1, 1}, {0.4F, 0.2F, 0});
  expect_values(load("clear.tga", made_tga(1, 1, 32, 0x28, bgra)), {1, 3, 1, 1}, {1, 1, 1});
}

/// A 24×16 JPEG whose stored corners are red (top left), green (top right), blue (bottom left), white (bottom
/// right).
std::string corners() {
  std::vector<uint8_t> rgb;
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 24; ++x) {
      const bool right = x >= 12, low = y >= 8;
      rgb.push_back(low == right ? 255 : 0);
      rgb.push_back(right ? 255 : 0);
      rgb.push_back(low ? 255 : 0);
    }
  }
  return made_jpeg(24, 16, rgb);
}

char corner(const Tensor& t, bool low, bool right) {
  const int64_t y = low ? t.shape.h - 3 : 2, x = right ? t.shape.w - 3 : 2;
  const bool r = t.at(0, 0, y, x) > 0.5F, g = t.at(0, 1, y, x) > 0.5F, b = t.at(0, 2, y, x) > 0.5F;
  return r && g && b ? 'w' : r ? 'r' : g ? 'g' : 'b';
}

TEST_F(ImageTest, JpegOrientation) {
  // Top left, top right, bottom left, bottom right as shown, for EXIF orientations 1 to 8.
  const std::string shown[] = {"rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"};
  for (int o = 1; o <= 8; ++o) {
    for (const bool little : {false, true}) {
      const Tensor t = load("a.jpg", with_orientation(corners(), o, little));
      EXPECT_EQ(t.shape.w, o >= 5 ? 16 : 24) << "orientation " << o;
      const std::string got{corner(t, false, false), corner(t, false, true), corner(t, true, false),
                            corner(t, true, true)};
      EXPECT_EQ(got, shown[o - 1]) << "orientation " << o;
    }
  }
}

TEST_F(ImageTest, SizeComesFromTheHeaderAsShown) {
  const auto file = put("a.jpg", with_orientation(corners(), 6, true));
  const Result<Size2> size = image_size(file);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, (Size2{24, 16}));
}

TEST_F(ImageTest, SenselessOrientationIsIgnored) {
  for (const int o : {0, 9, 65535})
    EXPECT_EQ(load("a.jpg", with_orientation(corners(), o, true)).shape.w, 24);
  std::string far = with_orientation(corners(), 6, true);
  far.replace(far.find("II") + 4, 4, "\xFF\xFF\xFF\x7F");  // the directory lies outside the file
  EXPECT_EQ(load("b.jpg", far).shape.w, 24);
}

TEST_F(ImageTest, EqualFilesHaveEqualKeys) {
  const Result<Image> a = load_image(put("a.png", made_png(1, 1, 0, 8, {51})));
  const Result<Image> b = load_image(put("b.png", made_png(1, 1, 0, 8, {51})));
  const Result<Image> c = load_image(put("c.png", made_png(1, 1, 0, 8, {52})));
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ(a->key, b->key);
  EXPECT_NE(a->key, c->key);
  EXPECT_EQ(a->info().size, (Size2{1, 1}));
  EXPECT_EQ(a->info().channels, 1);
}

TEST_F(ImageTest, SavedPngLoadsBackEqual) {
  std::string rgb;
  for (int i = 0; i < 7 * 5 * 3; ++i) rgb += static_cast<char>(i * 37);
  ASSERT_TRUE(save_png(folder / "out.png", 7, 5, rgb));
  const Result<Image> image = load_image(folder / "out.png");
  ASSERT_TRUE(image) << image.error().message;
  for (int i = 0; i < 7 * 5 * 3; ++i) {
    const float value = image->tensor.at(0, i % 3, i / 21, i / 3 % 7);
    EXPECT_EQ(std::lround(value * 255), static_cast<unsigned char>(rgb[static_cast<size_t>(i)])) << i;
  }
}

TEST_F(ImageTest, SavePngRefusesWhatIsNoPicture) {
  EXPECT_FALSE(save_png(folder / "out.png", 0, 5, ""));
  EXPECT_FALSE(save_png(folder / "out.png", 2, 2, "too short"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out.png"));
}

TEST_F(ImageTest, LoadInputReadsFilesRelativeToTheFolder) {
  put("a.png", made_png(3, 2, 0, 8, {1, 2, 3, 4, 5, 6}));
  InputSource input;
  input.file = "a.png";
  EXPECT_EQ(load_input(input, folder)->tensor.shape, (Shape{1, 1, 2, 3}));
  input.file.clear();
  EXPECT_EQ(load_input(input, folder)->name, "harbour");
}

}  // namespace
}  // namespace sep::io
