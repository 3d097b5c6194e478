// What a crash leaves, and who takes it.
#include "ui/recovery.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "io/experiment_file.h"

namespace sep::ui {
namespace {

namespace fs = std::filesystem;

class Recoveries : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("sepscope-recovery-test-" + std::to_string(::getpid()));
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }
  /// As a program with this number would have left it.
  void leave(long pid, int filters) const {
    Experiment e;
    e.filters = filters;
    std::ofstream(folder / ("running-" + std::to_string(pid) + ".json")) << io::to_json(e);
  }
  fs::path folder;
};

constexpr long kDead = 0x3FFFFFFF;  // above the largest number that a process can have

TEST_F(Recoveries, NothingIsLeftByAProgramThatEnded) {
  Recovery r(folder);
  EXPECT_EQ(r.keep({}, 1, 0), 0);
  EXPECT_FALSE(fs::is_empty(folder));
  r.end();
  EXPECT_TRUE(fs::is_empty(folder));
  EXPECT_FALSE(Recovery(folder).take().experiment);
}

TEST_F(Recoveries, TakesWhatACrashLeftOnce) {
  leave(kDead, 77);
  Recovery r(folder);
  const auto left = r.take();
  ASSERT_TRUE(left.experiment);
  EXPECT_EQ(left.experiment->filters, 77);
  EXPECT_FALSE(left.again);
  r.end();
  EXPECT_FALSE(Recovery(folder).take().experiment);
}

TEST_F(Recoveries, ASecondCrashOnTheSameWorkIsTold) {
  leave(kDead, 77);
  (void)Recovery(folder).take();  // and crashes before it kept anything new
  const auto left = Recovery(folder).take();
  ASSERT_TRUE(left.experiment);
  EXPECT_TRUE(left.again);
  EXPECT_TRUE(fs::exists(left.file)) << "it can still be opened";
}

TEST_F(Recoveries, WorkOnItMakesItANewOne) {
  leave(kDead, 77);
  Recovery r(folder);
  (void)r.take();
  r.keep({}, 1, 0);
  r.keep({}, 2, 10);
  const auto left = Recovery(folder).take();  // this test's own number, as a crash would have left it
  ASSERT_TRUE(left.experiment);
  EXPECT_FALSE(left.again);
  EXPECT_EQ(left.experiment->filters, Experiment{}.filters);
}

TEST_F(Recoveries, LeavesTheFilesOfLivingPrograms) {
  leave(::getppid(), 5);
  EXPECT_FALSE(Recovery(folder).take().experiment);
  EXPECT_TRUE(fs::exists(folder / ("running-" + std::to_string(::getppid()) + ".json")));
}

TEST_F(Recoveries, BrokenFilesAreNoWork) {
  std::ofstream(folder / ("running-" + std::to_string(kDead) + ".json")) << "{\"filt";
  EXPECT_FALSE(Recovery(folder).take().experiment);
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(Recoveries, KeepsAtMostEveryFewSeconds) {
  Recovery r(folder, 5);
  EXPECT_EQ(r.keep({}, 1, 100), 0);
  EXPECT_EQ(r.keep({}, 1, 101), 0) << "nothing changed";
  EXPECT_DOUBLE_EQ(r.keep({}, 2, 102), 3);
  EXPECT_EQ(r.keep({}, 2, 105), 0);
}

TEST_F(Recoveries, AFolderThatCannotBeMadeIsNoTrouble) {
  Recovery r("/proc/none/here");
  EXPECT_FALSE(r.take().experiment);
  EXPECT_GT(r.keep({}, 1, 0), 0);
  r.end();
}

}  // namespace
}  // namespace sep::ui
