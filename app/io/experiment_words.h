// The words of the experiment file, each list in the order of its enum: reading and writing share them.
#pragma once

#include <span>
#include <string_view>

#include "io/json_reader.h"

namespace sep::io {

using Words = std::span<const std::string_view>;

inline constexpr std::string_view kModeWords[]{"spatial", "depthwise"};
inline constexpr std::string_view kSplitWords[]{"none", "spatial"};
inline constexpr std::string_view kFitWords[]{"area", "crop"};
inline constexpr std::string_view kPaddingWords[]{"valid", "same", "pads", "same-lower"};
inline constexpr std::string_view kBorderWords[]{"zero", "replicate", "reflect", "wrap"};
inline constexpr std::string_view kMapWords[]{"automatic", "grey",      "viridis",
                                              "cividis",   "diverging", "true-colour"};
inline constexpr std::string_view kRangeWords[]{"stage", "channel", "fixed"};
inline constexpr std::string_view kPointwiseWords[]{"luminance", "opponent", "identity"};

inline constexpr int kMaxSideInFile = 16384;
inline constexpr int kMaxPad = 16384;

/// The enum value whose word stands there.
template <class Enum>
void read_word(JsonReader& reader, const Json& json, const std::string& path, Words words, Enum& out) {
  auto index = static_cast<size_t>(out);
  reader.word(json, path, words, index);
  out = static_cast<Enum>(index);
}

/// The word of an enum value.
template <class Enum>
std::string word_of(Words words, Enum value) {
  return std::string(words[static_cast<size_t>(value)]);
}

}  // namespace sep::io
