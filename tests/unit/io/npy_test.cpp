// Every type, order and version of .npy; the same numbers must come out.
#include "io/npy.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "made_images.h"
#include "scratch.h"

namespace sep::io {
namespace {

using testing::ElementsAre;

std::string npy(const std::string& descr, const std::string& shape, const std::string& data,
                bool fortran = false, int version = 1) {
  std::string dict = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
                     ", 'shape': " + shape + ", }\n";
  const auto size = static_cast<uint32_t>(dict.size());
  return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' +
         (version == 1 ? le16(size) : le32(size)) + dict + data;
}

template <class T>
std::string bytes_of(std::initializer_list<T> values, bool big = false) {
  std::string out;
  for (const T value : values) {
    std::string one(sizeof(T), '\0');
    std::memcpy(one.data(), &value, sizeof(T));
    if (big) std::reverse(one.begin(), one.end());
    out += one;
  }
  return out;
}

class NpyTest : public ScratchTest {
 protected:
  std::vector<double> values(const std::string& bytes) {
    const auto array = load_npy<double>(put("a.npy", bytes));
    EXPECT_TRUE(array) << (array ? "" : array.error().message);
    return array ? array->values : std::vector<double>{};
  }
};

TEST_F(NpyTest, EveryRealTypeInBothByteOrders) {
  EXPECT_THAT(values(npy("|b1", "(2,)", std::string("\1\0", 2))), ElementsAre(1, 0));
  EXPECT_THAT(values(npy("|i1", "(2,)", "\xFF\x7F")), ElementsAre(-1, 127));
  EXPECT_THAT(values(npy("|u1", "(2,)", "\xFF\x7F")), ElementsAre(255, 127));
  for (const bool big : {false, true}) {
    const std::string order = big ? ">" : "<";
    EXPECT_THAT(values(npy(order + "i2", "(2,)", bytes_of<int16_t>({-3, 300}, big))), ElementsAre(-3, 300));
    EXPECT_THAT(values(npy(order + "u2", "(2,)", bytes_of<uint16_t>({65535, 1}, big))),
                ElementsAre(65535, 1));
    EXPECT_THAT(values(npy(order + "i4", "(2,)", bytes_of<int32_t>({-70000, 5}, big))),
                ElementsAre(-70000, 5));
    EXPECT_THAT(values(npy(order + "u4", "(1,)", bytes_of<uint32_t>({4000000000U}, big))), ElementsAre(4e9));
    EXPECT_THAT(values(npy(order + "i8", "(1,)", bytes_of<int64_t>({-(int64_t{1} << 40)}, big))),
                ElementsAre(-std::ldexp(1, 40)));
    EXPECT_THAT(values(npy(order + "u8", "(1,)", bytes_of<uint64_t>({uint64_t{1} << 63U}, big))),
                ElementsAre(std::ldexp(1, 63)));
    EXPECT_THAT(values(npy(order + "f2", "(4,)", bytes_of<uint16_t>({0x3C00, 0xC000, 0x0001, 0x7BFF}, big))),
                ElementsAre(1, -2, std::ldexp(1, -24), 65504));
    EXPECT_THAT(values(npy(order + "f4", "(2,)", bytes_of<float>({0.25F, -1e30F}, big))),
                ElementsAre(0.25, double{-1e30F}));
    EXPECT_THAT(values(npy(order + "f8", "(1,)", bytes_of<double>({0.1}, big))), ElementsAre(0.1));
  }
}

TEST_F(NpyTest, LongDouble) {
  std::string extended(16, '\0');
  const long double value = -0.1L;
  std::memcpy(extended.data(), &value, 10);
  EXPECT_THAT(values(npy("<f16", "(1,)", extended)), ElementsAre(-0.1));
}

// Longer than the pieces that are read at once, and no whole number of columns in one.
TEST_F(NpyTest, FortranOrderOfManyPiecesBecomesCOrder) {
  constexpr int kA = 601, kB = 37, kC = 29;
  std::vector<float> file;
  for (int c = 0; c < kC; ++c) {
    for (int b = 0; b < kB; ++b) {
      for (int a = 0; a < kA; ++a) file.push_back(static_cast<float>((a * kB + b) * kC + c));
    }
  }
  const auto read =
      values(npy("<f4", "(601, 37, 29)",
                 std::string(reinterpret_cast<const char*>(file.data()), file.size() * sizeof(float)), true));
  ASSERT_EQ(read.size(), file.size());
  for (size_t i = 0; i < read.size(); ++i) ASSERT_EQ(read[i], static_cast<double>(i));
}

TEST_F(NpyTest, FortranOrderBecomesCOrder) {
  // numpy.asfortranarray([[1, 2, 3], [4, 5, 6]]) lies in memory as 1 4 2 5 3 6.
  EXPECT_THAT(values(npy("|u1", "(2, 3)", "\1\4\2\5\3\6", true)), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(values(npy("|u1", "(2, 1, 2, 2)", "\1\5\3\7\2\6\4\10", true)),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

TEST_F(NpyTest, AllVersions) {
  for (const int version : {1, 2, 3})
    EXPECT_THAT(values(npy("|u1", "(1,)", "\7", false, version)), ElementsAre(7));
}

TEST_F(NpyTest, ScalarsEmptyArraysAndOddSpacing) {
  EXPECT_THAT(values(npy("|u1", "()", "\7")), ElementsAre(7));
  EXPECT_THAT(values(npy("|u1", "(0, 9223372036854775807, 4)", "")), ElementsAre());
  EXPECT_THAT(values(npy("|u1", "( 2L ,)", "\7\10")), ElementsAre(7, 8));
}

TEST_F(NpyTest, CountsWhatIsNotFinite) {
  const auto array = load_npy<float>(put("a.npy", npy("<f4", "(3,)", bytes_of<float>({NAN, INFINITY, 1}))));
  ASSERT_TRUE(array);
  EXPECT_EQ(array->not_finite, 2);
}

TEST_F(NpyTest, SavedTensorLoadsBackEqual) {
  Tensor t = make_tensor({2, 3, 5, 7});
  for (size_t i = 0; i < t.values.size(); ++i) t.values[i] = std::sin(static_cast<float>(i));
  ASSERT_TRUE(save_npy(folder / "t.npy", t));
  const Result<Tensor> back = load_npy_tensor(folder / "t.npy");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->shape, t.shape);
  EXPECT_EQ(back->values, t.values);
  const std::string bytes = get(folder / "t.npy");
  EXPECT_EQ((bytes.size() - t.values.size() * 4) % 64, 0U);
}

TEST_F(NpyTest, LargerThanOnePiece) {
  Tensor t = make_tensor({1, 1, 400, 401});
  for (size_t i = 0; i < t.values.size(); ++i) t.values[i] = static_cast<float>(i);
  ASSERT_TRUE(save_npy(folder / "t.npy", t));
  EXPECT_EQ(load_npy_tensor(folder / "t.npy")->values, t.values);
}

}  // namespace
}  // namespace sep::io
