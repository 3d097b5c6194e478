// Every convolution shader through a second compiler, Khronos' reference front end: what only Mesa accepts
// would fail on another driver.
#include <cstdlib>
#include <fstream>
#include <set>

#include "cases.h"
#include "gpu/fused.h"
#include "gpu/job.h"
#include "gpu/shader_text.h"
#include "gpu/tiles.h"
#include "gpu/variant.h"
#include "gpu/winograd_job.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

namespace fs = std::filesystem;

/// What both families run for the awkward cases, what is prepared for everybody, and two stages at once.
std::set<ProgramKey> all_programs() {
  std::set<ProgramKey> out{{"conv/border.comp", {}}, {"conv/difference.comp", {}}, {"bench/copy.comp", {}}};
  for (const Family family : kFamilies) {
    const Limits& limits = engine(family).limits();
    for (const Case& c : kCases) {
      out.insert(direct_program(c.spec, c.in, limits));
      out.insert(direct_program(c.spec, c.in, limits, {true, true}));
      out.insert(variant_of(geometry_of(c.spec), false, Fit::general).key());
      if (!WinogradJob::serves(c.spec, c.in, limits)) continue;
      for (const ProgramKey& key : WinogradJob::programs(c.spec, c.in, limits)) out.insert(key);
    }
    for (const ProgramKey& key : likely_programs(limits)) out.insert(key);
  }
  const Limits& limits = engine(Family::tiles).limits();
  const ConvSpec depthwise{8, 8, 8, {3, 3}, {1, 1}, {1, 1}, {}, Border::zero},
      pointwise{8, 16, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero},
      column{3, 3, 3, {5, 1}, {1, 1}, {1, 1}, {}, Border::zero},
      row{3, 3, 3, {1, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  out.insert(tile_shader(depthwise, pointwise, {1, 8, 30, 30}, limits)->key);
  out.insert(tile_shader(column, row, {1, 3, 30, 30}, limits)->key);
  return out;
}

TEST(Shaders, AreAcceptedByTheReferenceCompiler) {
  if (std::system("glslangValidator --version > /dev/null 2>&1") != 0)
    GTEST_SKIP() << "glslang-tools is not installed";
  const fs::path dir = fs::temp_directory_path() / "sepscope-glslang-test";
  fs::remove_all(dir);
  fs::create_directories(dir);
  std::string files = "glslangValidator";
  int count = 0;
  for (const ProgramKey& key : all_programs()) {
    const auto source = shader_source(SEPSCOPE_SHADERS, key.first, key.second);
    ASSERT_TRUE(source) << source.error().message;
    std::string name = fs::path(key.first).stem().string();
    name += std::to_string(count++);
    const fs::path file = dir / name.append(".comp");
    std::ofstream(file) << *source;
    files.append(" ").append(file.string());
  }
  EXPECT_GT(count, 60);
  EXPECT_EQ(std::system(files.append(" 1>&2").c_str()), 0);
  fs::remove_all(dir);
}

}  // namespace
}  // namespace sep::gpu::testing
