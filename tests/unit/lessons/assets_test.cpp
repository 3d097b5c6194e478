// The program's own lessons: every step can be shown, every number in its text is one that its plan has.
#include <gtest/gtest.h>

#include "io/samples.h"
#include "lessons/lesson.h"
#include "lessons/lesson_values.h"

namespace sep::lessons {
namespace {

const std::vector<Lesson>& all() {
  static const auto lessons = load_lessons(SEPSCOPE_ASSETS "/lessons");
  EXPECT_TRUE(lessons) << lessons.error().message;
  return *lessons;
}

std::vector<const Text*> texts_of(const Step& step) {
  std::vector<const Text*> out;
  for (const Block& block : step.blocks) out.push_back(&block.text);
  if (!step.question) return out;
  out.push_back(&step.question->text);
  out.push_back(&step.question->because);
  for (const auto& choice : step.question->choices) out.push_back(&choice.text);
  return out;
}

TEST(Assets, AreTenLessons) {
  ASSERT_EQ(all().size(), 10U);
  for (const Lesson& lesson : all()) {
    EXPECT_FALSE(lesson.about.empty()) << lesson.id;
    EXPECT_GE(lesson.steps.size(), 4U) << lesson.id;
    bool asks = false;
    for (const Step& step : lesson.steps) asks = asks || step.question;
    EXPECT_TRUE(asks) << lesson.id << " asks nothing";
  }
}

TEST(Assets, EveryStepHasAPlanAndItsNumbers) {
  for (const Lesson& lesson : all()) {
    for (const Step& step : lesson.steps) {
      const std::string where = lesson.id + ", line " + std::to_string(step.line);
      const auto made = plan(step.experiment, {{384, 512}, 3, 1});
      ASSERT_TRUE(made) << where << ": " << made.error().message;
      for (const Text* text : texts_of(step)) {
        for (const Span& span : *text) {
          if (!span.value) continue;
          EXPECT_NE(value_text(span.text, &*made), "–") << where << ": {=" << span.text << "}";
        }
      }
      if (step.pin) {
        EXPECT_TRUE(links_of(*made, *step.pin)) << where << ": pin";
      }
      if (step.question && !step.question->value.empty()) {
        EXPECT_TRUE(find_value(step.question->value)->of(*made)) << where << ": answer";
      }
    }
  }
}

TEST(Assets, WangsNumbersAreInTheText) {
  const Lesson& block = all()[6];
  const auto made = plan(block.steps[0].experiment, {{384, 512}, 3, 1});
  ASSERT_TRUE(made);
  EXPECT_EQ(plain(block.steps[0].blocks[1].text, &*made), "4,800 + 49,152 = 53,952");
}

}  // namespace
}  // namespace sep::lessons
