// Bundles: an experiment with its files travels whole; hostile archives are refused and lead nowhere.
#include "io/bundle/bundle.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "io/bundle/zip_archive.h"
#include "io/experiment_file.h"
#include "io/image.h"

namespace sep::io {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Bundle : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("sepscope-bundle-test-" + std::to_string(::getpid()));
    fs::create_directories(folder / "home");
    const auto png = png_bytes(2, 2, std::string(12, '\x55'));
    std::ofstream(folder / "home" / "my photo.png", std::ios::binary) << *png;
  }
  void TearDown() override { fs::remove_all(folder); }

  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  void put_zip(const std::map<std::string, std::string>& files) const {
    put("a.sepscope", *zip_bytes(files));
  }
  std::string error() const {
    const auto opened = open_bundle(folder / "a.sepscope", folder / "cache");
    return opened ? "none" : opened.error().message;
  }

  fs::path folder;
};

TEST_F(Bundle, OpensElsewhereAsTheSame) {
  Experiment e;
  e.input.file = (folder / "home" / "my photo.png").string();
  e.bank.file = SEPSCOPE_DATA "/models/separable_net.onnx";
  e.stride = {2, 2};
  e.padding = Padding::same;
  const fs::path file = folder / "a.sepscope";
  const auto saved = save_bundle(file, e);
  ASSERT_TRUE(saved) << saved.error().message;
  EXPECT_TRUE(is_bundle(file));
  const std::string image = bytes_of(e.input.file);
  fs::remove_all(folder / "home");  // another machine
  const auto opened = open_bundle(file, folder / "cache");
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(bytes_of(opened->input.file), image);
  EXPECT_EQ(bytes_of(opened->bank.file), bytes_of(e.bank.file));
  EXPECT_EQ(fs::path(opened->bank.file).extension(), ".onnx");
  Experiment same = *opened;
  same.input.file = e.input.file;
  same.bank.file = e.bank.file;
  EXPECT_EQ(same, e);
}

TEST_F(Bundle, SaysWhichFileIsMissing) {
  Experiment e;
  e.input.file = (folder / "gone.png").string();
  const auto saved = save_bundle(folder / "a.sepscope", e);
  ASSERT_FALSE(saved);
  EXPECT_NE(saved.error().message.find("gone.png"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder / "a.sepscope"));
}

TEST_F(Bundle, WhatIsNoBundle) {
  put("a.sepscope", "");
  EXPECT_FALSE(is_bundle(folder / "a.sepscope"));
  put("a.sepscope", "PK\3\4 and nothing more");
  EXPECT_NE(error().find("is no bundle"), std::string::npos) << error();
  put_zip({{"other.txt", "text"}});
  EXPECT_NE(error().find("holds no experiment.json"), std::string::npos) << error();
  put_zip({{"experiment.json", "{\"filers\": 1}"}});
  EXPECT_NE(error().find("unknown key \"filers\""), std::string::npos) << error();
  put_zip({{"experiment.json", "{\"version\": 99}"}});
  EXPECT_NE(error().find("99"), std::string::npos) << error();
}

TEST_F(Bundle, OtherArchivesAreNotBundles) {
  const fs::path checkpoint = SEPSCOPE_DATA "/bad/checkpoint.pt";
  EXPECT_FALSE(is_bundle(checkpoint));
  EXPECT_EQ(*content_or_bundle(checkpoint), Content::filters) << "whose reader says what to do with it";
  put("arrays.npz", *zip_bytes({{"w.npy", "x"}}));
  EXPECT_FALSE(is_bundle(folder / "arrays.npz"));
  put("renamed.zip", *zip_bytes({{"experiment.json", to_json(Experiment{})}}));
  EXPECT_EQ(*content_or_bundle(folder / "renamed.zip"), Content::experiment);
}

TEST_F(Bundle, NamesThatLeadElsewhereAreRefused) {
  for (const std::string name :
       {"../image.png", "/etc/passwd", "image/../../x.png", "images.txt/../a", "picture.png", "image.p/ng"}) {
    put_zip({{"experiment.json", "{\"version\": 1, \"input\": {\"file\": \"" + name + "\"}}"}, {name, "x"}});
    EXPECT_NE(error().find("cannot be in a bundle"), std::string::npos) << name << ": " << error();
  }
  EXPECT_FALSE(fs::exists(folder / "image.png"));
}

TEST_F(Bundle, WhatTheExperimentDoesNotNameStaysPacked) {
  put_zip({{"experiment.json", to_json(Experiment{})}, {"../evil.txt", "x"}, {"image.png", "x"}});
  ASSERT_EQ(error(), "none");
  for (const auto& entry : fs::recursive_directory_iterator(folder / "cache"))
    EXPECT_TRUE(entry.is_directory()) << entry;
  EXPECT_FALSE(fs::exists(folder / "evil.txt"));
}

TEST_F(Bundle, NoMoreIsUnpackedThanMayBe) {
  const std::string bomb(30'000'000, '\0');  // packs to some 30 kB
  const std::string zip = *zip_bytes({{"image.png", bomb}});
  EXPECT_LT(zip.size(), 100'000U);
  put("a.sepscope", zip);
  const auto reader = ZipReader::open(folder / "a.sepscope");
  ASSERT_TRUE(reader);
  const auto read = reader->read("image.png", 1'000'000);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("larger than the 1 MB"), std::string::npos) << read.error().message;
  EXPECT_EQ(reader->read("image.png", 30'000'000)->size(), bomb.size());
}

TEST_F(Bundle, DamagedBytesAreNoticed) {
  std::string zip = *zip_bytes({{"experiment.json", to_json(Experiment{})}});
  int refused = 0;
  for (size_t at = 0; at < zip.size(); at += 7) {
    std::string broken = zip;
    broken[at] = static_cast<char>(broken[at] ^ 0x5A);
    put("a.sepscope", broken);
    refused += error() == "none" ? 0 : 1;
  }
  for (size_t keep = 0; keep < zip.size(); keep += 13) {
    put("a.sepscope", zip.substr(0, keep));
    EXPECT_NE(error(), "none") << "cut to " << keep;
  }
  EXPECT_GT(refused, static_cast<int>(zip.size() / 7) / 2);
}

}  // namespace
}  // namespace sep::io
