// Going through lessons, answering, and keeping one's place.
#include "lessons/player.h"

#include <gtest/gtest.h>

#include <fstream>

#include "lessons/progress.h"

namespace sep::lessons {
namespace {

Lesson lesson_of(const std::string& id, int steps) {
  std::string text = "# " + id + "\n";
  for (int i = 0; i < steps; ++i) text += "## Step\ntext\n";
  auto lesson = parse_lesson(text, id);
  lesson->id = id;
  lesson->file = "/" + id + ".md";
  return *lesson;
}

Player two_lessons() {
  Player p;
  p.all = std::make_shared<const std::vector<Lesson>>(std::vector{lesson_of("a", 2), lesson_of("b", 3)});
  return p;
}

void begin(Player& p, size_t i) { play(p, std::make_shared<const Lesson>((*p.all)[i])); }

TEST(Player, GoesOnFromStepToStepAndToTheNextLesson) {
  Player p = two_lessons();
  begin(p, 0);
  EXPECT_TRUE(p.entered);
  EXPECT_FALSE(go(p, -1));
  EXPECT_TRUE(go(p, 1));
  EXPECT_EQ(p.step, 1);
  EXPECT_TRUE(p.places["a"].done);
  EXPECT_TRUE(go(p, 1));
  EXPECT_EQ(p.lesson->id, "b");
  EXPECT_EQ(p.step, 0);
  EXPECT_TRUE(go(p, 2));
  EXPECT_FALSE(go(p, 1)) << "there is no lesson after the last";
}

TEST(Player, BeginsWhereALessonWasLeft) {
  Player p = two_lessons();
  begin(p, 1);
  go(p, 1);
  to_list(p);
  EXPECT_EQ(p.now(), nullptr);
  begin(p, 1);
  EXPECT_EQ(p.step, 1);
  go(p, 1);
  begin(p, 1);
  EXPECT_EQ(p.step, 0) << "a lesson that was read to its end begins anew";
}

Player asked(const std::string& question) {
  Player p;
  auto lesson = parse_lesson(
      "# T\n## S\n```experiment\n{\"mode\": \"depthwise\", \"filters\": 256}\n```\n```question\n" + question +
          "\nWhy: so.\n```\n",
      "a.md");
  EXPECT_TRUE(lesson) << lesson.error().message;
  play(p, std::make_shared<const Lesson>(*lesson));
  return p;
}

TEST(Player, JudgesNumbersByTheStepsPlan) {
  const auto made = plan(Player(asked("How many?\n= standard")).now()->experiment, {{12, 12}, 3, 1});
  ASSERT_TRUE(made);
  const std::pair<std::string, bool> kSaid[] = {
      {"1228800", true}, {"1,228,800", true}, {"1 228 800", true}, {"1228801", false}, {"53952", false}};
  for (const auto& [said, right] : kSaid) {
    Player p = asked("How many?\n= standard");
    p.answers[0].number = said;
    reveal(p, &*made);
    EXPECT_TRUE(p.answers[0].said);
    EXPECT_EQ(p.answers[0].right, right) << said;
    EXPECT_EQ(p.answers[0].must, 1228800);
  }
  Player near = asked("How many?\n= 22.8 ± 1%");
  near.answers[0].number = "22.7";
  reveal(near, &*made);
  EXPECT_TRUE(near.answers[0].right);
}

TEST(Player, RevealsWithoutAnAnswerWhenNothingWasSaid) {
  Player p = asked("Which?\n( ) a\n(x) b");
  reveal(p, nullptr);
  EXPECT_TRUE(p.answers[0].revealed);
  EXPECT_FALSE(p.answers[0].said);
  Player q = asked("Which?\n( ) a\n(x) b");
  q.answers[0].choice = 1;
  reveal(q, nullptr);
  EXPECT_TRUE(q.answers[0].said && q.answers[0].right);
}

TEST(Places, AreKeptAndABrokenFileIsSaid) {
  const auto folder = std::filesystem::temp_directory_path() / "sepscope-places-test";
  const auto file = folder / "below" / "lessons.json";
  const std::map<std::string, Bookmark> places{{"05-depthwise", {2, 3, true}}, {"a", {0, 0, false}}};
  ASSERT_TRUE(save_places(file, places));
  const auto back = load_places(file);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, places);
  std::ofstream(file) << "{\"a\": {\"step\": -1}}";
  const auto broken = load_places(file);
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message.find("a.step is -1"), std::string::npos) << broken.error().message;
  EXPECT_TRUE(load_places(folder / "none.json")->empty());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sep::lessons
