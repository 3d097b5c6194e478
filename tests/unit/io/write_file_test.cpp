// Saving: the old or the new file, whole; links followed; only regular files replaced; nothing left behind.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "io/experiment_file.h"
#include "made_images.h"
#include "scratch.h"

namespace sep::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WriteFile : public ScratchTest {
 protected:
  size_t entries() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
};

TEST_F(WriteFile, NewAndReplaced) {
  ASSERT_TRUE(write_file(folder / "a", "one"));
  ASSERT_TRUE(write_file(folder / "a", "two"));
  EXPECT_EQ(get(folder / "a"), "two");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(WriteFile, KeepsTheModeOfTheOldFile) {
  put("a", "old");
  ::chmod((folder / "a").c_str(), 0640);
  ASSERT_TRUE(write_file(folder / "a", "new"));
  struct stat status {};
  ::stat((folder / "a").c_str(), &status);
  EXPECT_EQ(status.st_mode & 07777, 0640U);
}

TEST_F(WriteFile, FollowsSymbolicLinks) {
  fs::create_directory(folder / "deep");
  put("deep/target", "old");
  fs::create_symlink("deep/target", folder / "link");
  fs::create_symlink("link", folder / "link2");
  ASSERT_TRUE(write_file(folder / "link2", "new"));
  EXPECT_TRUE(fs::is_symlink(folder / "link2"));
  EXPECT_EQ(get(folder / "deep/target"), "new");
  fs::create_symlink("not-yet", folder / "dangling");
  ASSERT_TRUE(write_file(folder / "dangling", "x"));
  EXPECT_EQ(get(folder / "not-yet"), "x");
  fs::create_symlink("round", folder / "round");
  EXPECT_THAT(write_file(folder / "round", "x").error().message, HasSubstr("circle"));
}

TEST_F(WriteFile, RefusesWhatIsNotARegularFile) {
  EXPECT_THAT(write_file(folder, "x").error().message, HasSubstr("is a folder"));
  EXPECT_THAT(write_file("/dev/null", "x").error().message, HasSubstr("not a regular file"));
  EXPECT_THAT(write_file(folder / "none" / "a", "x").error().message, HasSubstr("no such file or folder"));
  EXPECT_THAT(write_file("", "x").error().message, HasSubstr("name of a file is missing"));
  EXPECT_EQ(entries(), 0U);
}

TEST_F(WriteFile, AFullDiskLeavesTheOldFile) {
  put("a", "old");
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  const Result<void> written = write_file(folder / "a", std::string(5000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("was not written"));
  EXPECT_EQ(get(folder / "a"), "old");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(WriteFile, KindsAreToldByContent) {
  EXPECT_EQ(*kind_of(put("a", made_png(1, 1, 0, 8, {1}))), FileKind::image);
  EXPECT_EQ(*kind_of(put("b", made_tga(1, 1, 8, 0, "x"))), FileKind::image);
  EXPECT_EQ(*kind_of(put("c", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\nabcd")), FileKind::image);
  EXPECT_EQ(*kind_of(put("d", "\xEF\xBB\xBF \n {\"version\": 1}")), FileKind::experiment);
  EXPECT_EQ(*kind_of(put("e", "\x93NUMPY\1")), FileKind::npy);
  EXPECT_EQ(*kind_of(put("f", "1 2 3")), FileKind::unknown);
  EXPECT_THAT(kind_of(put("g", "")).error().message, HasSubstr("is empty"));
  EXPECT_THAT(kind_of(folder).error().message, HasSubstr("is a folder"));
}

}  // namespace
}  // namespace sep::io
