// The two families of shaders: what the tile family's table serves, and the choice between them.
#include "gpu/family.h"

#include <cmath>
#include <limits>

#include "gpu/job.h"
#include "gpu/tiles.h"
#include "gpu/variant.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

ConvSpec conv(int c_in, int c_out, int group, Size2 kernel) {
  return {c_in, c_out, group, kernel, {1, 1}, {1, 1}, {}, Border::zero};
}

TEST(Tiles, ServeByKind) {
  const Limits& limits = engine(Family::tiles).limits();
  const auto file = [&](const ConvSpec& s, Shape in) {
    in.c = s.c_in;
    const auto shader = tile_shader(s, in, limits);
    return shader ? shader->key.first : "";
  };
  const Shape in{1, 0, 64, 64};
  EXPECT_EQ(file(conv(8, 8, 8, {3, 3}), in), "tile/depthwise.comp");
  EXPECT_EQ(file(conv(8, 24, 8, {15, 1}), in), "tile/depthwise.comp");
  EXPECT_EQ(file(conv(1, 1, 1, {15, 15}), in), "tile/depthwise.comp");
  EXPECT_EQ(file(conv(1, 1, 1, {31, 31}), in), "tile/depthwise.comp");
  EXPECT_EQ(file(conv(8, 16, 1, {1, 1}), in), "tile/products.comp");
  EXPECT_EQ(file(conv(36 * 8, 36 * 8, 36, {1, 1}), in), "tile/products.comp");
  EXPECT_EQ(file(conv(8, 16, 1, {3, 3}), in), "tile/standard.comp");
  EXPECT_EQ(file(conv(3, 64, 1, {7, 7}), in), "tile/standard.comp");
  EXPECT_EQ(file(conv(8, 3, 1, {3, 3}), in), "") << "fewer outputs than a block is worth";
  EXPECT_EQ(file(conv(8, 8, 8, {63, 63}), {1, 0, 80, 80}), "")
      << "no tile with its border fits shared memory";
  ConvSpec s = conv(8, 8, 8, {3, 3});
  s.stride = {2, 2};
  EXPECT_EQ(file(s, in), "");
  s = conv(8, 8, 8, {3, 3});
  s.pads = {1, 1, 1, 1};
  EXPECT_EQ(file(s, in), "tile/depthwise.comp");
  s.border = Border::reflect;
  EXPECT_EQ(file(s, in), "");
  EXPECT_EQ(file(conv(1, 1, 1, {3, 3}), {1, 1, 1 << 13, 1 << 13}), "") << "larger than a storage block";
}

TEST(Tiles, KeepWithinTheSharedMemoryOfEveryDriver) {
  const Limits& limits = engine(Family::tiles).limits();
  ProgramCache programs(SEPSCOPE_SHADERS);
  for (const Size2 k : {Size2{1, 31}, Size2{31, 1}, Size2{23, 23}, Size2{9, 9}}) {
    for (const int c_out : {1, 5, 64}) {
      const auto shader =
          tile_shader(conv(c_out == 1 ? 1 : 4, c_out, 1, k), {1, c_out == 1 ? 1 : 4, 128, 128}, limits);
      if (shader) {
        EXPECT_TRUE(programs.get(shader->key.first, shader->key.second))
            << k.h << "×" << k.w << ", " << c_out;
      }
    }
  }
}

TEST(Tiles, AreWhatAnEngineOfTheirFamilyRuns) {
  Limits limits = engine().limits();
  const ConvSpec s = conv(8, 16, 1, {5, 5});
  limits.family = Family::tiles;
  EXPECT_EQ(direct_program(s, {1, 8, 64, 64}, limits).first, "tile/standard.comp");
  limits.family = Family::registers;
  EXPECT_EQ(direct_program(s, {1, 8, 64, 64}, limits).first, "conv/taps.comp");
}

TEST(Families, TheFasterOneIsTaken) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  const auto faster = [](std::vector<FamilyTimes> times) { return faster_of(times); };
  EXPECT_EQ(faster({{1, 2}, {1, 3}}), Family::registers);
  EXPECT_EQ(faster({{2, 1}, {3, 4}}), Family::tiles);
  EXPECT_EQ(faster({{1, kNever}}), Family::registers);
  EXPECT_EQ(faster({{kNever, 1}}), Family::tiles);
  for (const Family f : kFamilies) EXPECT_EQ(family_for(word_for(f)), f);
  EXPECT_FALSE(family_for("threads"));
}

TEST(Families, AreMeasuredHere) {
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto family = measure_family(programs, engine().limits());
  ASSERT_TRUE(family) << family.error().message;
  if (engine().software()) {
    EXPECT_EQ(*family, Family::registers) << "shared memory is slow where a processor runs shaders";
  }
}

TEST(Families, OneThatDoesNotCompileLoses) {
  namespace fs = std::filesystem;
  const fs::path dir = fs::temp_directory_path() / "sepscope-family-test";
  for (const char* broken : {"conv", "tile"}) {
    fs::remove_all(dir);
    fs::copy(SEPSCOPE_SHADERS, dir, fs::copy_options::recursive);
    fs::remove_all(dir / broken);
    ProgramCache programs(dir);
    const auto family = measure_family(programs, engine().limits());
    ASSERT_TRUE(family) << family.error().message;
    EXPECT_EQ(*family, broken == std::string_view("conv") ? Family::tiles : Family::registers);
  }
  fs::remove_all(dir);
}

TEST(Families, AProbeMeasuresBesideAndCanBeDropped) {
  FamilyProbe probe(SEPSCOPE_SHADERS, engine().limits());
  std::optional<Family> family;
  for (int i = 0; i < 600 && !family; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    family = probe.take();
  }
  EXPECT_TRUE(family);
  EXPECT_FALSE(probe.take()) << "once";
  const FamilyProbe dropped(SEPSCOPE_SHADERS, engine().limits());
}

}  // namespace
}  // namespace sep::gpu::testing
