// Lesson files: what they may hold, and what is said, with its line, of those that are broken.
#include <gtest/gtest.h>

#include <ctime>

#include <filesystem>
#include <fstream>

#include "lessons/lesson.h"
#include "lessons/part_ids.h"

namespace sep::lessons {
namespace {

std::string error_of(const std::string& text) {
  const auto lesson = parse_lesson(text, "a.md");
  return lesson ? "none" : lesson.error().message;
}

const std::string kStart = "# Title\n\nAbout it.\n\n## Step\n\n";

TEST(Parse, EverythingThatAStepCanHold) {
  const auto lesson =
      parse_lesson(kStart +
                       "A **strong** word, [a part](stack.input), {K:5} and\n{=separable}.\r\n\n"
                       "> {C:3}·2\n\n- a bullet [1, 2]\n\nhighlight: stack.input, kernel.*\n"
                       "cover: count.separable, spectrum.*\npin: separable.1 7 "
                       "3,4\n\n```experiment\n{\"mode\": \"depthwise\", \"filters\": 8}\n```\n\n"
                       "```question\nHow many?\n= 1,200 ± 5%\nWhy: because.\n```\n\n"
                       "## Next\n\nText\n\n```experiment\n{\"filters\": 9}\n```\n",
                   "a.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->title, "Title");
  EXPECT_EQ(lesson->about, "About it.");
  ASSERT_EQ(lesson->steps.size(), 2U);
  const Step& s = lesson->steps[0];
  ASSERT_EQ(s.blocks.size(), 3U);
  EXPECT_EQ(plain(s.blocks[0].text, nullptr), "A strong word, a part, 5 and –.");
  EXPECT_TRUE(s.blocks[0].text[1].strong);
  EXPECT_EQ(s.blocks[0].text[3].target, "stack.input");
  EXPECT_EQ(s.blocks[1].kind, Block::Kind::formula);
  EXPECT_EQ(s.blocks[1].text[0].symbol, Symbol::channels);
  EXPECT_EQ(plain(s.blocks[2].text, nullptr), "a bullet [1, 2]");
  EXPECT_EQ(s.highlight, (std::vector<std::string>{"stack.input", "kernel.*"}));
  EXPECT_EQ(s.cover, (std::vector<std::string>{"count.separable", "spectrum.*"}));
  EXPECT_EQ(s.pin, Selection::element({Place::separable, 1}, 7, 3, 4));
  EXPECT_EQ(s.question->number, 1200);
  EXPECT_DOUBLE_EQ(s.question->tolerance, 0.05);
  EXPECT_EQ(s.experiment.mode, Mode::depthwise);
  EXPECT_EQ(s.experiment.filters, 8);
  EXPECT_EQ(lesson->steps[1].experiment.mode, Mode::depthwise) << "a step goes on from the one before";
  EXPECT_EQ(lesson->steps[1].experiment.filters, 9);
}

TEST(Parse, APresetReplacesTypedValues) {
  const auto lesson =
      parse_lesson(kStart +
                       "a\n```experiment\n{\"kernel\": {\"values\": [[1, 2]]}}\n```\n## Next\nb\n"
                       "```experiment\n{\"kernel\": {\"preset\": \"box\", \"size\": 3}}\n```\n",
                   "a.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_TRUE(lesson->steps[0].experiment.kernel.values);
  EXPECT_FALSE(lesson->steps[1].experiment.kernel.values);
}

TEST(Parse, PartsOfTheWindowAreKnown) {
  for (const char* id : {"stack.input", "stack.separable.1", "stack.*", "stack.sep*", "tile.separable.0.12",
                         "tile.separable.*", "operator.add", "operator.*", "kernel.*", "kernel.depthwise.*",
                         "weight.pointwise.0", "sheet.standard.0", "count.stage.depthwise.formula", "count.*",
                         "spatial.rank*", "panel.left.open", "chart.growth.plot", "cost.standard"})
    EXPECT_EQ(not_a_part(id), "") << id;
  for (const char* id : {"stack", "stack.", "stack.separable", "stack.separable.x", "stack.input.0", "stac.*",
                         "stack.nope*", "operator.sum", "count.stages", "chart", "*"})
    EXPECT_NE(not_a_part(id), "") << id;
}

TEST(Parse, AStepNamesOnlyStagesThatItsPlanHas) {
  Step step;
  step.highlight = {"stack.separable.1", "operator.pointwise", "kernel.cell"};
  Experiment experiment;
  experiment.mode = Mode::depthwise;
  const auto made = plan(experiment, ImageInfo{{12, 12}, 3, 0});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(absent_part(step, *made), "");
  step.cover = {"stack.separable.2"};
  EXPECT_EQ(absent_part(step, *made), "stack.separable.2");
  step.highlight.push_back("operator.row");
  EXPECT_EQ(absent_part(step, *made), "operator.row");
}

TEST(Parse, WhatIsBrokenIsSaidWithItsLine) {
  const std::pair<std::string, std::string> kBroken[] = {
      {"", "a.md, line 1: a lesson begins with its title"},
      {"text\n", "a.md, line 1: a lesson begins with its title"},
      {"# Title\n", "a.md, line 1: the lesson has no steps"},
      {"# Title\n# Another\n", "a.md, line 2: a lesson has one title"},
      {"# Title\n## Step\n## Next\n", "a.md, line 2: the step \"Step\" says nothing"},
      {"# Title\n## Step\n**open\n", "a.md, line 3: ** is opened and not closed"},
      {"# Title\n## Step\n[a](open\n", "a.md, line 3: [a](… is not closed"},
      {"# Title\n## Step\n{=speed}\n", "a.md, line 3: there is no value {=speed}"},
      {"# Title\n## Step\n{Q:1}\n", "a.md, line 3: {Q:1} is neither a value"},
      {"# Title\n## Step\na\n\npin: output 1 2,3\n", "a.md, line 5: pin: output 1 2,3 is no element"},
      {"# Title\n## Step\na\nhighlight: a b\n", "a.md, line 4: highlight: needs ids"},
      {"# Title\n## Step\na\ncover: a b\n", "a.md, line 4: cover: needs ids"},
      {"# Title\n## Step\na\n\nhighlight: stack.input, stack.nope\n",
       "a.md, line 5: no part of the window is called stack.nope: there are stack.input, stack.difference"},
      {"# Title\n## Step\na\ncover: stack.separable\n", "a.md, line 4: no part of the window is called"},
      {"# Title\n## Step\n[a](no.such.id)\n", "a.md, line 3: no part of the window is called no.such.id"},
      {"# Title\n## Step\na\n\n- b [a](operator.nope)\n", "a.md, line 5: no part of the window is called"},
      {"# Title\n## Step\na\ncover: stack.input\n",
       "a.md, line 2: the step \"Step\" covers something and asks nothing"},
      {"# Title\n## Step\na\n```experiment\n{}\n", "a.md, line 4: ``` is opened and not closed"},
      {"# Title\n## Step\na\n```python\n```\n", "a.md, line 4: a block is ```experiment or ```question"},
      {"# Title\n```experiment\n{}\n```\n", "a.md, line 2: this block stands before the first step"},
      {"# Title\n## Step\na\n```experiment\n{\n\"filters\": }\n```\n",
       "a.md, line 6, column 12: this is not valid JSON"},
      {"# Title\n## Step\na\n```experiment\n{}\n```\n```experiment\n{}\n```\n",
       "a.md, line 7: a step sets one experiment"},
      {"# Title\n## Step\na\n```experiment\n{\"filers\": 3}\n```\n",
       "a.md, line 4: the experiment: unknown key \"filers\" (did you mean \"filters\"?)"},
      {"# Title\n## Step\na\n```experiment\n{\"fil\\ners\": 3}\n```\n",
       "a.md, line 4: the experiment: unknown key \"fil ers\""},
      {"# Title\n## Step\na\n```experiment\n{\"filters\": 0}\n```\n",
       "a.md, line 4: the experiment: filters is 0"},
      {"# Title\n## Step\n```question\n= 3\nWhy: b\n```\n", "a.md, line 3: the question has no text"},
      {"# Title\n## Step\n```question\nHow?\n= 3\n```\n", "a.md, line 3: the question has no \"Why:\""},
      {"# Title\n## Step\n```question\nHow?\nWhy: b\n```\n", "a.md, line 3: a question needs either choices"},
      {"# Title\n## Step\n```question\nHow?\n( ) a\n( ) b\nWhy: c\n```\n", "exactly one is marked (x)"},
      {"# Title\n## Step\n```question\nHow?\n= much\nWhy: c\n```\n", "a.md, line 5: the answer is no number"},
      {"# Title\n## Step\n```question\nHow?\n= 3 ± 2\nWhy: c\n```\n",
       "a.md, line 5: the tolerance after ± must be in per cent"},
  };
  for (const auto& [text, expected] : kBroken)
    EXPECT_NE(error_of(text).find(expected), std::string::npos) << text << "\nsaid: " << error_of(text);
}

/// A kernel of 63×63 typed numbers, each this long, in the first of a hundred steps.
std::string with_a_large_kernel(const std::string& number) {
  std::string row, rows;
  for (int i = 0; i < 63; ++i) row += (i > 0 ? "," : "") + number;
  for (int i = 0; i < 63; ++i) rows += (i > 0 ? ",[" : "[") + row + "]";
  std::string text = "# Title\n";
  for (int i = 0; i < 100; ++i) {
    const std::string block = i == 0 ? "{\"kernel\": {\"values\": [" + rows + "]}}" : "{}";
    text += "## Step\na\n```experiment\n" + block + "\n```\n";
  }
  return text;
}

TEST(Parse, AHundredStepsOfALargeExperimentAreReadSoon) {
  [[maybe_unused]] const std::clock_t start = std::clock();
  const auto lesson = parse_lesson(with_a_large_kernel("0.12345678901234567"), "a.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->steps.back().experiment, lesson->steps.front().experiment);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 2);
#endif
  std::string kernels = R"({"values":[[1,2,3],[4,5,6],[7,8,9]]})";
  for (int i = 0; i < 12; ++i) kernels += "," + kernels;
  const auto too_long =
      parse_lesson("# Title\n## Step\na\n```experiment\n{\"kernels\": [" + kernels + "]}\n```\n", "a.md");
  ASSERT_FALSE(too_long);
  EXPECT_NE(too_long.error().message.find("at most 100.0 kB"), std::string::npos) << too_long.error().message;
}

TEST(Parse, ACopiedStepIsReadBackAsTheSame) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.input.height = e.input.width = 12;
  e.filters = 256;
  e.mutes.channels = {1};
  const auto pin = Selection::element({Place::maps, 0}, 2, 5, 6);
  const auto lesson = parse_lesson("# Title\n\n" + step_text(e, pin), "a.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->steps[0].experiment, e);
  EXPECT_EQ(lesson->steps[0].pin, pin);
}

TEST(Parse, FilesThatAreNone) {
  const auto folder = std::filesystem::temp_directory_path() / "sepscope-lesson-test";
  std::filesystem::create_directories(folder);
  const auto missing = load_lesson(folder / "missing.md");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("missing.md"), std::string::npos);
  std::ofstream(folder / "large.md") << std::string(1'100'000, 'a');
  const auto large = load_lesson(folder / "large.md");
  ASSERT_FALSE(large);
  EXPECT_NE(large.error().message.find("large.md"), std::string::npos);
  EXPECT_FALSE(load_lesson(folder));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sep::lessons
