// Saving on full disks, in read-only folders, with a disk that fails, and killed at random: the old file or
// the new one, whole, and a sentence when it was not written.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "io/experiment_file.h"

namespace {
int fsyncs_until_failure = -1;  // < 0: none fails
}

/// In the place of the C library's: a disk that reports an error when it is flushed.
extern "C" int fsync(int fd) {
  if (fsyncs_until_failure >= 0 && fsyncs_until_failure-- == 0) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fsync, fd));
}

namespace sep::io {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Saving : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sepscope-save-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  size_t entries() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  fs::path folder_;
};

constexpr int kCannot = 77;  ///< the child may not do what the test needs

/// Runs in a process of its own, for what cannot be undone; its exit status.
int apart(const std::function<int()>& what) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(what());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// 0: refused with these words, the old content there and nothing beside it.
int refused(const fs::path& file, const std::string& text, const char* words) {
  const auto written = write_file(file, text);
  if (written) return 1;
  if (written.error().message.find(words) == std::string::npos) {
    std::fprintf(stderr, "says: %s\n", written.error().message.c_str());
    return 2;
  }
  if (content(file) != "old") return 3;
  const auto folder = fs::directory_iterator(file.parent_path());
  return std::distance(folder, fs::directory_iterator()) == 1 ? 0 : 4;
}

bool own_mounts() {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

TEST_F(Saving, FullDisk) {
  const int status = apart([this] {
    if (!own_mounts() || ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=64k") != 0) return kCannot;
    if (!write_file(folder_ / "a", "old")) return 5;
    return refused(folder_ / "a", std::string(200'000, 'x'), "the disk is full");
  });
  if (status == kCannot) GTEST_SKIP() << "no file system can be mounted here";
  EXPECT_EQ(status, 0);
}

TEST_F(Saving, ReadOnlyFileSystem) {
  ASSERT_TRUE(write_file(folder_ / "a", "old"));
  const int status = apart([this] {
    const char* place = folder_.c_str();
    if (!own_mounts() || ::mount(place, place, nullptr, MS_BIND, nullptr) != 0 ||
        ::mount(nullptr, place, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
      return kCannot;
    return refused(folder_ / "a", "new", "the folder is read-only");
  });
  if (status == kCannot) GTEST_SKIP() << "no file system can be mounted here";
  EXPECT_EQ(status, 0);
}

TEST_F(Saving, FolderOfSomebodyElse) {
  ASSERT_TRUE(write_file(folder_ / "a", "old"));
  ::chmod((folder_ / "a").c_str(), 0666);
  ::chmod(folder_.c_str(), 0555);
  const int status = apart([this] {
    constexpr uid_t kNobody = 65534;
    if (::getuid() == 0 && ::setuid(kNobody) != 0) return kCannot;
    return refused(folder_ / "a", "new", "permission denied");
  });
  ::chmod(folder_.c_str(), 0755);
  if (status == kCannot) GTEST_SKIP() << "no other user can be taken here";
  EXPECT_EQ(status, 0);
}

TEST_F(Saving, DiskThatFailsWhenItIsFlushed) {
  ASSERT_TRUE(write_file(folder_ / "a", "old"));
  fsyncs_until_failure = 0;
  EXPECT_EQ(refused(folder_ / "a", "new", "input/output error"), 0);
  fsyncs_until_failure = -1;
  ASSERT_TRUE(write_file(folder_ / "a", "new"));
  EXPECT_EQ(content(folder_ / "a"), "new");
}

TEST_F(Saving, OnlyRegularFilesAreReplaced) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  fs::create_directory(folder_ / "folder");
  fs::create_symlink("/dev/null", folder_ / "device");
  for (const char* name : {"pipe", "folder", "device"}) {
    const auto written = write_file(folder_ / name, "x");
    ASSERT_FALSE(written) << name;
    EXPECT_NE(written.error().message.find("was not written"), std::string::npos) << written.error().message;
  }
  EXPECT_EQ(entries(), 3U);
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(Saving, NeverTornByAKill) {
  constexpr int kKills = 200;
  const fs::path file = folder_ / "work.json";
  const std::string old(300'000, 'o'), fresh(400'000, 'n');
  ASSERT_TRUE(write_file(file, old));
  std::mt19937 random(7);
  int left_over = 0, replaced = 0;
  for (int i = 0; i < kKills; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (;;) {
        (void)write_file(file, fresh);
        (void)write_file(file, old);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 15'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const std::string now = content(file);
    ASSERT_TRUE(now == old || now == fresh) << "torn by kill " << i << ": " << now.size() << " bytes";
    replaced += now == fresh ? 1 : 0;
    left_over += entries() > 1 ? 1 : 0;
  }
  ASSERT_TRUE(write_file(file, fresh));
  EXPECT_EQ(entries(), 1U) << "temporaries of killed programs are left";
  std::printf(
      "%d kills: none torn, %d ended with the new file, %d left a temporary, which later saves removed\n",
      kKills, replaced, left_over);
}

TEST_F(Saving, TemporariesOfOthersStay) {
  const std::string alive = ".sepscope-" + std::to_string(::getppid()) + "-0.tmp";
  for (const std::string& name :
       {alive, std::string(".sepscope-notes.tmp"), std::string(".sepscope-0-1.tmp")})
    std::ofstream(folder_ / name) << "x";
  ASSERT_TRUE(write_file(folder_ / "a", "x"));
  EXPECT_EQ(entries(), 4U);
}

}  // namespace
}  // namespace sep::io
