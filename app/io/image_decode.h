// Decodes an image in a child process (this executable again), because stb_image has holes that hostile files
// reach. Inner header of this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/error.h"
#include "io/file_bytes.h"
#include "io/image_header.h"

namespace sep::io {

/// A private, sealed copy of a file: what was hashed and checked is what is decoded, whatever happens to the
/// file.
struct Snapshot {
  Descriptor fd;
  std::shared_ptr<const uint8_t> mapping;
  std::span<const uint8_t> bytes;
  uint64_t hash = 0;
};
/// Error: a whole sentence naming the file.
Result<Snapshot> take_snapshot(const std::filesystem::path& file, int64_t limit_bytes);

enum class SampleType : uint32_t { u8 = 1, u16 = 2, f32 = 4 };

/// What an image with this header is decoded to.
inline SampleType sample_type(const ImageHeader& header) {
  if (header.format == ImageFormat::hdr) return SampleType::f32;
  return header.deep ? SampleType::u16 : SampleType::u8;
}

/// Interleaved samples [height][width][channels] in memory that the child filled.
struct DecodedImage {
  std::shared_ptr<const uint8_t> mapping;
  const uint8_t* samples = nullptr;
  int64_t width = 0, height = 0;
  int channels = 0;  ///< 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha
  SampleType type = SampleType::u8;
};
/// Error: the reason only, for the caller to put the file's name in front.
Result<DecodedImage> decode_image(const Snapshot& snapshot, const ImageHeader& header);

/// What the child leaves at the beginning of the shared memory; the arena it works in follows at
/// kArenaOffset.
struct DecodeReply {
  uint32_t magic;
  uint32_t status;  ///< 1 decoded, 2 refused with a reason
  uint32_t width, height, channels, type;
  uint64_t offset;    ///< of the samples, from the beginning of the shared memory
  uint32_t confined;  ///< 1: system calls were forbidden while decoding
  char reason[124];
};
inline constexpr uint32_t kReplyMagic = 0x53455031;

/// The child may be in the hands of the file: whether every field of its reply can be true for an image with
/// this header, in so many bytes of shared memory. ended: it did so by itself, in time. Error: the reason
/// only.
Result<void> check_reply(const DecodeReply& reply, const ImageHeader& header, size_t shared_bytes,
                         bool ended);
inline constexpr size_t kArenaOffset = 4096;
inline constexpr const char* kDecodeArgument = "--decode-image";

/// CPU seconds that decoding this many pixels may take.
int decode_seconds(int64_t pixels);

/// The child's work: reads the image from descriptor 0, replies in the shared memory of descriptor 1, never
/// returns.
[[noreturn]] void serve_decode();

}  // namespace sep::io
