// Kinds of exports by name, text for LaTeX, folders that are whole or not there, and other programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <thread>

#include "io/costs.h"
#include "io/export_kind.h"
#include "io/file_bytes.h"
#include "io/process.h"
#include "scratch.h"

namespace sep::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(ExportKind, IsToldByTheEnding) {
  EXPECT_EQ(*export_kind("a.pdf"), ExportKind::pdf);
  EXPECT_EQ(*export_kind("a.b/c.PNG"), ExportKind::png);
  EXPECT_EQ(*export_kind("stages/"), ExportKind::folder);
  EXPECT_EQ(*export_kind("/tmp"), ExportKind::folder);
  const auto unknown = export_kind("a.bmp");
  ASSERT_FALSE(unknown);
  for (const char* ending : {"'.bmp'", ".csv", ".tex", ".mp4", "/ for a folder"})
    EXPECT_THAT(unknown.error().message, HasSubstr(ending));
  EXPECT_FALSE(export_kind("a"));
}

TEST(TexEscaped, WhatLatexWouldTakeForItself) {
  EXPECT_EQ(tex_escaped("a_b & 5 % of {x}$#"), "a\\_b \\& 5 \\% of \\{x\\}\\$\\#");
  EXPECT_EQ(tex_escaped("\\^~"), "\\textbackslash{}\\textasciicircum{}\\textasciitilde{}");
  EXPECT_EQ(tex_escaped("3×3 · m² ≈"), "3$\\times$3 $\\cdot$ m$^2$ $\\approx$");
  EXPECT_EQ(tex_escaped("ü\xF0"), "??") << "unknown, and cut off";
}

using WriteFolder = ScratchTest;

TEST_F(WriteFolder, IsWholeOrNotThere) {
  const fs::path out = folder / "out";
  const auto broken = write_folder_through(out, [](const fs::path& in) -> Result<void> {
    std::ofstream(in / "a") << "a";
    return fail("no");
  });
  EXPECT_EQ(broken.error().message, "no");
  EXPECT_TRUE(fs::is_empty(folder));
  const auto fill = [](const fs::path& in) -> Result<void> {
    std::ofstream(in / "a") << "a";
    return {};
  };
  ASSERT_TRUE(write_folder_through(out.string() + "/", fill));
  EXPECT_TRUE(fs::exists(out / "a"));
  EXPECT_THAT(write_folder_through(out, fill).error().message, HasSubstr("holds files already"));
  fs::create_directory(folder / "empty");
  EXPECT_TRUE(write_folder_through(folder / "empty", fill)) << "an empty folder gives way";
}

int wait_for(Process& process) {
  for (;;) {
    if (const auto status = process.status()) return *status;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

TEST(Process, IsFedReadAndEnded) {
  EXPECT_EQ(Process::start({"no-such-program-here"}).error(), ENOENT);
  auto copy = Process::start({"cat"});
  ASSERT_TRUE(copy);
  EXPECT_TRUE(copy->write("hello"));
  copy->close_input();
  EXPECT_EQ(wait_for(*copy), 0);
  EXPECT_EQ(copy->read_output(), "hello");
  auto early = Process::start({"false"});
  ASSERT_TRUE(early);
  EXPECT_EQ(wait_for(*early), 1);
  EXPECT_FALSE(early->write(std::string(1 << 20, 'x'))) << "it reads no more";
  auto sleeper = Process::start({"sleep", "60"});
  ASSERT_TRUE(sleeper);
  EXPECT_FALSE(sleeper->status());
  sleeper->terminate();
  EXPECT_EQ(wait_for(*sleeper), 128 + 15);
}

}  // namespace
}  // namespace sep::io
