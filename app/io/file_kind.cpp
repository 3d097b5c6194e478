// What a file is, told by its content.
#include <fmt/format.h>

#include <unistd.h>

#include <array>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/image_header.h"

namespace sep::io {

Result<FileKind> kind_of(const std::filesystem::path& file) {
  const Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  if (open->bytes == 0) return fail(fmt::format("{} is empty.", quoted(file)));
  std::array<char, 4096> head{};
  const ssize_t got = ::pread(open->fd.get(), head.data(), head.size(), 0);
  if (got < 0) return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(errno)));
  std::string_view text(head.data(), static_cast<size_t>(got));
  if (text.starts_with("\x93NUMPY")) return FileKind::npy;
  const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(head.data()), text.size());
  if (image_format(bytes) != ImageFormat::none) return FileKind::image;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{' ? FileKind::experiment : FileKind::unknown;
}

}  // namespace sep::io
