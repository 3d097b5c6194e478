// The header of a .npy file, as values. Inner header of this room.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace sep::io {

struct NpyHeader {
  char kind = 'f';     ///< b bool, i signed, u unsigned, f real
  int item_bytes = 4;  ///< 1, 2, 4, 8, or 12 and 16 for the x87 long double
  bool big_endian = false;
  bool fortran_order = false;
  std::vector<int64_t> shape;
  int64_t data_offset = 0;  ///< bytes from the beginning of the file
  int64_t elements() const;
};

/// head: the first bytes of the file, at least up to the data; file_bytes: its whole size. Checked: magic,
/// version, keys, type, shape, and that the file holds all that the shape claims. Error: the reason with its
/// byte offset where there is one.
Result<NpyHeader> parse_npy_header(std::string_view head, int64_t file_bytes);

/// No header is longer; what NumPy itself writes is shorter than 200 bytes.
inline constexpr int64_t kMaxNpyHeader = 65536;

}  // namespace sep::io
