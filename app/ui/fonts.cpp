// Bodies of fonts.h: fontconfig lookup, glyph coverage, baking.
#include "ui/fonts.h"

#include <fontconfig/fontconfig.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <vector>

namespace sep::ui {
namespace {

// Letters beyond Latin-1 that the window writes: operators, arrows, superscripts, subscripts, icons, names.
constexpr const char* kSymbols = "×·−≈→←√Σσ∑¹²³⁰⁴⁵⁶⁷⁸⁹⁻ⁿₕ₀₁₂₃₄↑↓▲▼✓✗≤≥…≠∞–—‘’“”•‖▸▾ᵀ°∘";

struct FcDelete {
  void operator()(FcPattern* p) const { FcPatternDestroy(p); }
  void operator()(FcConfig* c) const { FcConfigDestroy(c); }
};

struct Face {
  std::string file;
  std::vector<ImWchar> missing;  ///< of kSymbols
  bool wanted_family = false;
};

std::vector<ImWchar> symbol_codes() {
  ImFontGlyphRangesBuilder builder;
  builder.AddText(kSymbols);
  std::vector<ImWchar> codes;
  for (unsigned c = 0x100; c < 0xFFFF; ++c) {
    if (builder.GetBit(c)) codes.push_back(static_cast<ImWchar>(c));
  }
  return codes;
}

Face find_face(FcConfig* config, const char* family, int weight, bool mono) {
  std::unique_ptr<FcPattern, FcDelete> pattern(FcPatternCreate());
  FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddString(pattern.get(), FC_FAMILY,
                     reinterpret_cast<const FcChar8*>(mono ? "monospace" : "sans-serif"));
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
  FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
  FcDefaultSubstitute(pattern.get());
  FcResult result = FcResultNoMatch;
  std::unique_ptr<FcPattern, FcDelete> match(FcFontMatch(config, pattern.get(), &result));
  Face face;
  FcChar8* text = nullptr;
  if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &text) != FcResultMatch) return face;
  face.file = reinterpret_cast<const char*>(text);
  const std::string end = std::filesystem::path(face.file).extension().string();
  if (end != ".ttf" && end != ".otf" && end != ".ttc") return {};
  for (int i = 0; FcPatternGetString(match.get(), FC_FAMILY, i, &text) == FcResultMatch; ++i) {
    if (std::string(reinterpret_cast<const char*>(text)) == family) face.wanted_family = true;
  }
  FcCharSet* have = nullptr;
  const bool known = FcPatternGetCharSet(match.get(), FC_CHARSET, 0, &have) == FcResultMatch;
  for (const ImWchar c : symbol_codes()) {
    if (known && FcCharSetHasChar(have, c) == FcFalse) face.missing.push_back(c);
  }
  return face;
}

/// Ranges must outlive the atlas's build.
using Ranges = std::vector<std::unique_ptr<ImVector<ImWchar>>>;

const ImWchar* ranges_of(Ranges& store, const std::vector<ImWchar>& codes, bool letters) {
  ImFontGlyphRangesBuilder builder;
  if (letters) {
    static const ImWchar kLetters[] = {0x20,  0x17F, 0x370, 0x3FF,
                                       0x400, 0x45F, 0};  // Latin, Greek, Cyrillic: file names
    builder.AddRanges(kLetters);
  } else {
    static const ImWchar kLatin[] = {0x20, 0xFF, 0};
    builder.AddRanges(kLatin);
  }
  for (const ImWchar c : codes) builder.AddChar(c);
  store.push_back(std::make_unique<ImVector<ImWchar>>());
  builder.BuildRanges(store.back().get());
  return store.back()->Data;
}

const ImWchar* only(Ranges& store, const std::vector<ImWchar>& codes) {
  ImFontGlyphRangesBuilder builder;
  for (const ImWchar c : codes) builder.AddChar(c);
  store.push_back(std::make_unique<ImVector<ImWchar>>());
  builder.BuildRanges(store.back().get());
  return store.back()->Data;
}

ImFont* add(Ranges& store, const Face& face, const Face& fallback, float size_px, bool letters) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.OversampleH = size_px < 24 ? 2 : 1;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  ImFont* font = nullptr;
  if (!face.file.empty() && std::filesystem::exists(face.file)) {
    font = atlas.AddFontFromFileTTF(face.file.c_str(), size_px, &config,
                                    ranges_of(store, symbol_codes(), letters));
  }
  if (font == nullptr) {
    ImFontConfig plain;
    plain.SizePixels = std::round(size_px);
    return atlas.AddFontDefault(&plain);
  }
  std::vector<ImWchar> lent;
  for (const ImWchar c : face.missing) {
    bool has = true;
    for (const ImWchar m : fallback.missing) has = has && m != c;
    if (has) lent.push_back(c);
  }
  if (!lent.empty() && !fallback.file.empty()) {
    config.MergeMode = true;
    atlas.AddFontFromFileTTF(fallback.file.c_str(), size_px, &config, only(store, lent));
  }
  return font;
}

/// Large figures; a whole alphabet of that size would fill the atlas.
ImFont* add_figures(Ranges& store, const Face& face, float size_px) {
  std::vector<ImWchar> wanted;
  for (const char* c = "0123456789,. s"; *c != 0; ++c) wanted.push_back(static_cast<ImWchar>(*c));
  ImFont* font = nullptr;
  if (!face.file.empty() && std::filesystem::exists(face.file))
    font = ImGui::GetIO().Fonts->AddFontFromFileTTF(face.file.c_str(), size_px, nullptr, only(store, wanted));
  if (font != nullptr) return font;
  ImFontConfig plain;
  plain.SizePixels = std::round(size_px);
  return ImGui::GetIO().Fonts->AddFontDefault(&plain);
}

/// Sizes in units, from the highest to the lowest stroke of a line: ImGui's FontSize. The em, by which sizes
/// of type are given elsewhere, is 1/1.21 of it for Inter and 1/1.32 for JetBrains Mono.
struct TypeSizes {
  float body, small, headline, mono, title, figures, mono_small, reading, formula;
};
constexpr TypeSizes kDesk{15, 13, 40, 14, 20, 42, 13, 17, 17};
/// With the presenter view's scale of 1.4 every em is 18 pixels or more, the headline's 48.
constexpr TypeSizes kRoom{16.5F, 15.7F, 42, 17.2F, 20, 42, 17.2F, 17, 17.2F};

}  // namespace

std::string load_fonts(view::Theme& theme) {
  std::unique_ptr<FcConfig, FcDelete> config(FcInitLoadConfigAndFonts());
  const Face regular = find_face(config.get(), "Inter", FC_WEIGHT_REGULAR, false);
  const Face semibold = find_face(config.get(), "Inter", FC_WEIGHT_DEMIBOLD, false);
  const Face heavy = find_face(config.get(), "Inter", FC_WEIGHT_BOLD, false);
  const Face mono = find_face(config.get(), "JetBrains Mono", FC_WEIGHT_REGULAR, true);
  ImGui::GetIO().Fonts->Clear();
  Ranges store;
  const float s = theme.scale;
  const TypeSizes& size = theme.large ? kRoom : kDesk;
  theme.body = add(store, regular, mono, size.body * s, true);
  theme.small = add(store, regular, mono, size.small * s, true);
  theme.bold = add(store, semibold, mono, size.body * s, false);
  theme.headline = add(store, heavy, mono, size.headline * s, false);
  theme.mono = add(store, mono, regular, size.mono * s, false);
  theme.title = add(store, semibold, mono, size.title * s, false);
  theme.figures =
      add_figures(store, find_face(config.get(), "JetBrains Mono", FC_WEIGHT_BOLD, true), size.figures * s);
  theme.mono_small = add(store, mono, regular, size.mono_small * s, false);
  theme.reading = add(store, regular, mono, size.reading * s, false);
  theme.reading_strong = add(store, semibold, mono, size.reading * s, false);
  theme.formula = add(store, mono, regular, size.formula * s, true);
  ImGui::GetIO().FontDefault = theme.body;
  ImGui::GetIO().Fonts->Build();
  if (regular.wanted_family && mono.wanted_family) return {};
  return std::string("The font ") + (regular.wanted_family ? "JetBrains Mono" : "Inter") +
         " is not installed; another one stands in for it.";
}

}  // namespace sep::ui
