// Layers made beside the interface: what is no longer wanted ends early, whatever is left of it.
#include "ui/filters/filter_files.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <thread>

namespace sep::ui {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

io::Layer layer_of(const std::string& name, int filters, int channels, Size2 kernel) {
  io::Layer layer;
  layer.name = name;
  layer.spec.c_out = filters;
  layer.spec.c_in = channels;
  layer.spec.kernel = kernel;
  std::vector<float> weights(static_cast<size_t>(layer.spec.weight_count()));
  std::mt19937 random(3);
  for (float& w : weights) w = static_cast<float>(random()) * 0x1p-32F - 0.5F;
  layer.weights = std::make_shared<const std::vector<float>>(std::move(weights));
  return layer;
}

constexpr int kChannels = 512;
constexpr Size2 kLarge{13, 13};

/// Two layers: one that takes `kChannels` decompositions of 64×169, and one that takes three of 4×9.
std::shared_ptr<const io::Model> model() {
  auto made = std::make_shared<io::Model>();
  made->name = "two.safetensors";
  made->layers.push_back(layer_of("big", 64, kChannels, kLarge));
  made->layers.push_back(layer_of("small", 4, 3, {3, 3}));
  return made;
}

/// What the big layer takes on this machine, from three of its channels.
double whole_seconds() {
  const io::Layer part = layer_of("part", 64, 3, kLarge);
  const auto start = Clock::now();
  EXPECT_TRUE(make_bank("part", 64, 3, 1, kLarge, *part.weights, {}));
  return seconds_since(start) / 3 * kChannels;
}

constexpr Size2 kImage{32, 32};

/// The first answer of take(), while other edits come.
Result<FilterFiles::Chosen> wait_for(FilterFiles& files, const Experiment& now) {
  for (;;) {
    if (auto made = files.take(now, kImage)) return std::move(*made);
    if (!files.busy()) return fail("it was cancelled");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

class Cancelling : public testing::Test {
 protected:
  void SetUp() override {
    whole_ = whole_seconds();
    files_.set({"two.safetensors", model()});
    start_ = Clock::now();
    files_.choose(files_.open(), 0, {}, kImage);
    std::this_thread::sleep_for(std::chrono::duration<double>(whole_ / 50));
    ASSERT_TRUE(files_.busy());
    ASSERT_FALSE(files_.take({}, kImage)) << "it is not done after a fiftieth of its time";
  }
  void expect_early() const {
    EXPECT_LT(seconds_since(start_), whole_ / 3) << "the whole takes " << whole_ << " s";
  }

  double whole_ = 0;
  FilterFiles files_;
  Clock::time_point start_;
};

TEST_F(Cancelling, AnotherLayerEndsTheFirst) {
  files_.choose(files_.open(), 1, {}, kImage);
  const auto made = wait_for(files_, {});
  expect_early();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->edit.after.bank.layer, "small");
}

TEST_F(Cancelling, AnEditOfTheExperimentEndsIt) {
  Experiment other;
  other.kernel.size = {7, 7};
  EXPECT_FALSE(files_.take(other, kImage));
  EXPECT_FALSE(files_.busy());
  expect_early();
}

TEST_F(Cancelling, AnEditOfTheViewDoesNotEndIt) {
  Experiment seen;
  seen.view.channel = 1;
  EXPECT_FALSE(files_.take(seen, kImage));
  EXPECT_TRUE(files_.busy());
  files_.cancel();
  EXPECT_FALSE(files_.busy());
  expect_early();
}

TEST_F(Cancelling, AnotherFileEndsIt) {
  files_.set({"other.safetensors", model()});
  EXPECT_FALSE(files_.busy());
  expect_early();
}

}  // namespace
}  // namespace sep::ui
