// Bad .npy files, each with the words that it is refused with.
#include <gmock/gmock.h>

#include "io/npy.h"
#include "made_images.h"
#include "scratch.h"

namespace sep::io {
namespace {

std::string with_dict(const std::string& dict, const std::string& data = "xxxxxxxx") {
  return std::string("\x93NUMPY\1\0", 8) + le16(static_cast<uint32_t>(dict.size())) + dict + data;
}

struct Bad {
  std::string bytes, words;
};

class NpyErrors : public ScratchTest {};

TEST_F(NpyErrors, EachHasItsWords) {
  const std::string tail = ", 'fortran_order': False, 'shape': (2,)}";
  const Bad cases[] = {
      {"", "not a .npy"},
      {"PK\3\4 an npz", "not a .npy"},
      {"\x93NUMPY", "version 0"},
      {std::string("\x93NUMPY\1\0", 8), "ends early"},
      {std::string("\x93NUMPY\4\0\1\0 ", 11), "version 4"},
      {std::string("\x93NUMPY\1\0\xFF\xFF{", 11), "claims 65535 bytes"},
      {std::string("\x93NUMPY\2\0\xFF\xFF\xFF\x7F{}", 14), "claims 2147483647 bytes"},
      {std::string("\x93NUMPY\1\0\x80\x00{", 11), "ends early"},
      {with_dict("hello"), "byte 10"},
      {with_dict("{'descr': '<f4'}"), "must have the keys"},
      {with_dict("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}"), "True or False"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}"), "not a size"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': 2}"), "'('"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': (2"), "')'"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}"), "not a size"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'extra': 'x'}"),
       "unknown key 'extra'"},
      {with_dict("{'descr': '<f4"), "does not end"},
      {with_dict("{'descr': '|O'" + tail), "could run code"},
      {with_dict("{'descr': '<c8'" + tail), "complex"},
      {with_dict("{'descr': '<U4'" + tail), "not a real number"},
      {with_dict("{'descr': '<f5'" + tail), "not a real number"},
      {with_dict("{'descr': '<i16'" + tail), "not a real number"},
      {with_dict("{'descr': 'f4'" + tail), "not a plain number"},
      {with_dict("{'descr': [('x', '<f4')]" + tail), "records"},
      {with_dict("{'descr': '<f8'" + tail), "ends early"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000, 1000000, 1000000)}"),
       "ends early"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "xx"), "ends early"},
      {with_dict("{'descr': '<f4', 'fortran_order': False, 'shape': "
                 "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)}"),
       "32 axes"},
  };
  for (const Bad& bad : cases) {
    const auto array = load_npy<float>(put("bad.npy", bad.bytes));
    ASSERT_FALSE(array) << bad.words;
    EXPECT_THAT(array.error().message, testing::HasSubstr(bad.words));
    EXPECT_THAT(array.error().message, testing::HasSubstr("bad.npy"));
  }
}

TEST_F(NpyErrors, EveryTruncationIsASentence) {
  Tensor t = make_tensor({1, 2, 3, 4});
  ASSERT_TRUE(save_npy(folder / "t.npy", t));
  const std::string whole = get(folder / "t.npy");
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(load_npy<float>(put("cut.npy", whole.substr(0, size)))) << size;
}

TEST_F(NpyErrors, TensorNeedsFourAxes) {
  const auto file = put("flat.npy", with_dict("{'descr': '|u1', 'fortran_order': False, 'shape': (8,)}"));
  EXPECT_THAT(load_npy_tensor(file).error().message, testing::HasSubstr("(8,)"));
}

}  // namespace
}  // namespace sep::io
