// Bodies of zip_archive.h.
#include "io/bundle/zip_archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <utility>

#include "io/file_bytes.h"
#include "io/stop.h"

namespace sep::io {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Release {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

std::string reason(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

/// What is packed tells how far it is, and asks whether somebody waits for it.
class Packing {
 public:
  Packing(zip_t* archive, int64_t bytes) : bytes_(bytes) {
    will_go_through(bytes);
    zip_register_progress_callback_with_state(
        archive, 0.01, [](zip_t*, double share, void* self) { static_cast<Packing*>(self)->reached(share); },
        nullptr, this);
    zip_register_cancel_callback_with_state(
        archive, [](zip_t*, void*) { return stop_asked() ? 1 : 0; }, nullptr, nullptr);
  }

 private:
  void reached(double share) {
    const auto done = static_cast<int64_t>(share * static_cast<double>(bytes_));
    went_through(done - std::exchange(done_, done));
  }
  int64_t bytes_, done_ = 0;
};

}  // namespace

Result<std::string> zip_bytes(const std::map<std::string, std::string>& files) {
  zip_error_t error;
  zip_error_init(&error);
  std::unique_ptr<zip_source_t, Release> buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!buffer) return fail(reason(error));
  zip_source_keep(buffer.get());  // one hold is the archive's, one is ours for reading it back
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(buffer.get());
    return fail(reason(error));
  }
  int64_t sum = 0;
  for (const auto& [name, bytes] : files) {
    sum += static_cast<int64_t>(bytes.size());
    zip_source_t* entry = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    if (entry == nullptr) return fail(zip_strerror(archive.get()));
    if (zip_file_add(archive.get(), name.c_str(), entry, ZIP_FL_ENC_UTF_8) < 0) {
      zip_source_free(entry);
      return fail(zip_strerror(archive.get()));
    }
  }
  const Packing packing(archive.get(), sum);
  if (zip_close(archive.get()) != 0) return fail(zip_strerror(archive.get()));
  (void)archive.release();  // closed
  if (zip_source_open(buffer.get()) != 0) return fail("its bytes cannot be read back");
  zip_stat_t stat;
  zip_stat_init(&stat);
  std::string out;
  if (zip_source_stat(buffer.get(), &stat) == 0) {
    out.resize(stat.size);
    if (zip_source_read(buffer.get(), out.data(), out.size()) != static_cast<zip_int64_t>(out.size()))
      out.clear();
  }
  zip_source_close(buffer.get());
  if (out.empty()) return fail("its bytes cannot be read back");
  return out;
}

void ZipReader::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipReader> ZipReader::open(const std::filesystem::path& file) {
  if (const auto regular = open_regular(file); !regular) return tl::unexpected(regular.error());
  int code = 0;
  zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    return fail(fmt::format("{} is no bundle: {}", quoted(file), reason(error)));
  }
  return ZipReader(quoted(file), archive);
}

bool ZipReader::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

Result<std::string> ZipReader::read(const std::string& name, int64_t limit_bytes) const {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0)
    return fail(fmt::format("{} holds no {}", source_, name));
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return fail(fmt::format("{}: {} is encrypted", source_, name));
  if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size > static_cast<zip_uint64_t>(limit_bytes))
    return fail(fmt::format("{}: {} is larger than the {} MB that it may have unpacked", source_, name,
                            limit_bytes / 1'000'000));
  zip_file_t* entry = zip_fopen(archive_.get(), name.c_str(), 0);
  if (entry == nullptr)
    return fail(fmt::format("{}: {} cannot be unpacked: {}", source_, name, zip_strerror(archive_.get())));
  will_go_through(static_cast<int64_t>(stat.size));
  // by what comes, not by what is claimed
  std::string out;
  constexpr size_t kPart = 1 << 16;
  for (;;) {
    const size_t had = out.size();
    out.resize(had + kPart);
    const zip_int64_t got = zip_fread(entry, out.data() + had, kPart);
    out.resize(had + static_cast<size_t>(std::max<zip_int64_t>(got, 0)));
    if (got < 0 || out.size() > stat.size || stop_asked()) {
      const std::string why = stop_asked() ? kStopped
                              : got < 0    ? zip_file_strerror(entry)
                                           : "it is longer than it says";
      zip_fclose(entry);
      return fail(fmt::format("{}: {} cannot be unpacked: {}", source_, name, why));
    }
    if (got == 0) break;
    went_through(got);
  }
  zip_fclose(entry);
  if (out.size() != stat.size) return fail(fmt::format("{}: {} is cut short", source_, name));
  return out;
}

}  // namespace sep::io
