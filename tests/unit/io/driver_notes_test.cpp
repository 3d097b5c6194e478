// What is kept of a driver, and files that are broken, too long or cannot be written.
#include "io/driver_notes.h"

#include <cstdlib>

#include "scratch.h"

namespace sep::io {
namespace {

class DriverNotes : public ScratchTest {
 protected:
  void SetUp() override {
    ScratchTest::SetUp();
    ::setenv("XDG_CACHE_HOME", folder.c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("XDG_CACHE_HOME");
    ScratchTest::TearDown();
  }
};

TEST_F(DriverNotes, AreKeptByDriver) {
  EXPECT_FALSE(noted("a"));
  EXPECT_TRUE(note("a", "tiles"));
  EXPECT_TRUE(note("b", "registers"));
  EXPECT_EQ(noted("a"), "tiles");
  EXPECT_EQ(noted("b"), "registers");
  EXPECT_TRUE(note("a", "registers"));
  EXPECT_EQ(noted("a"), "registers");
}

TEST_F(DriverNotes, ThatAreBrokenAreForgotten) {
  std::filesystem::create_directories(folder / "sepscope");
  for (const std::string& text : {std::string("{\"a\": "), std::string("[]"), std::string("{\"a\": 3}"),
                                  "{\"a\": \"tiles\"" + std::string(70'000, ' ') + "}"}) {
    put("sepscope/drivers.json", text);
    EXPECT_FALSE(noted("a"));
    EXPECT_TRUE(note("a", "tiles"));
    EXPECT_EQ(noted("a"), "tiles");
  }
}

TEST_F(DriverNotes, OfManyDriversDoNotGrowForEver) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(note(std::to_string(i), "tiles"));
  EXPECT_EQ(noted("99"), "tiles");
  EXPECT_LT(std::filesystem::file_size(driver_notes_file()), 2000U);
}

TEST_F(DriverNotes, WithoutAPlaceIsAnError) {
  put("taken", "");
  ::setenv("XDG_CACHE_HOME", (folder / "taken").c_str(), 1);
  EXPECT_FALSE(noted("a"));
  EXPECT_FALSE(note("a", "tiles"));
  ::setenv("XDG_CACHE_HOME", "relative", 1);
  EXPECT_NE(driver_notes_file().string().find("/.cache/"), std::string::npos) << "a relative place is none";
}

}  // namespace
}  // namespace sep::io
