// What is done to a shader's text before the driver sees it.
#include "gpu/shader_text.h"

#include <gtest/gtest.h>

#include <fstream>

namespace sep::gpu {
namespace {

class ShaderText : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / "sepscope-shader-text";
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  Result<std::string> text(const std::string& body, const Defines& defines = {}) {
    std::ofstream(folder_ / "a.comp") << body;
    return shader_source(folder_, "a.comp", defines);
  }
  std::string error(const std::string& body) {
    const auto made = text(body);
    return made ? "" : made.error().message;
  }

  std::filesystem::path folder_;
};

TEST_F(ShaderText, RepeatsWithAConstant) {
  EXPECT_EQ(*text("a\n#repeat i N\nb[i]\n#end\nc\n", {{"N", 2}}),
            "#version 430 core\n#define N 2\n#line 1\na\n{ const int i = 0;\n#line 3\nb[i]\n}\n"
            "{ const int i = 1;\n#line 3\nb[i]\n}\n#line 5\nc\n");
}

TEST_F(ShaderText, RepeatsInsideRepeats) {
  const std::string made = *text("#repeat i 3\n#repeat j 2\nx\n#end\n#end\n");
  size_t count = 0;
  for (size_t at = 0; (at = made.find("x\n", at)) != std::string::npos; ++at) ++count;
  EXPECT_EQ(count, 6U);
  EXPECT_EQ(made.find("#repeat"), std::string::npos);
}

TEST_F(ShaderText, RepeatsNothingZeroTimes) {
  EXPECT_EQ(text("#repeat i 0\nx\n#end\n")->find("x"), std::string::npos);
}

TEST_F(ShaderText, SaysWhereARepeatIsWrong) {
  EXPECT_EQ(error("a\n#repeat i MANY\nx\n#end\n"),
            "shader a.comp, line 2: #repeat needs a count, not \"MANY\"");
  EXPECT_EQ(error("#repeat i 2\nx\n"), "shader a.comp, line 2: #repeat without #end");
  EXPECT_EQ(error("x\n#end\n"), "shader a.comp, line 2: #end without #repeat");
}

TEST_F(ShaderText, PutsFilesInAndRefusesCircles) {
  std::ofstream(folder_ / "b.glsl") << "inner\n";
  EXPECT_NE(text("#include \"b.glsl\"\nouter\n")->find("inner\n#line 2\nouter"), std::string::npos);
  EXPECT_EQ(error("#include \"a.comp\"\n"), "shader a.comp includes itself");
  EXPECT_NE(error("#include \"gone.glsl\"\n").find("cannot read shader"), std::string::npos);
}

}  // namespace
}  // namespace sep::gpu
