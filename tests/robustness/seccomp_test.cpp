// Systems where seccomp is refused: images are decoded all the same, in a child with its other limits, and
// that is said once.
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "io/experiment_file.h"
#include "io/image.h"
#include "io/image_decode.h"
#include "io/stop.h"

namespace sep::io {
namespace {

constexpr const char* kSentence = "this system has no seccomp";

/// From here on seccomp(2) and prctl(PR_SET_SECCOMP) give EINVAL, as kernels without them do; children
/// inherit it.
bool refuse_seccomp() {
  const auto word = [](size_t offset) {
    return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<__u32>(offset));
  };
  const sock_filter refuse BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
      allow BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  std::array<sock_filter, 7> rules{word(offsetof(seccomp_data, nr)),
                                   sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_seccomp, 3, 0),
                                   sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_prctl, 0, 3),
                                   word(offsetof(seccomp_data, args)),
                                   sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 1),
                                   refuse,
                                   allow};
  const sock_fprog program{static_cast<unsigned short>(rules.size()), rules.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// What a process of its own, where seccomp is refused, writes to stderr; `work` gives its exit status.
template <class Work>
std::string errors_of(int& status, Work work) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], 2);
    ::close(ends[0]);
    ::_exit(refuse_seccomp() ? work() : 99);
  }
  ::close(ends[1]);
  std::string text;
  std::array<char, 4096> part{};
  for (ssize_t got = 0; (got = ::read(ends[0], part.data(), part.size())) > 0;)
    text.append(part.data(), static_cast<size_t>(got));
  ::close(ends[0]);
  ::waitpid(child, &status, 0);
  return text;
}

std::filesystem::path made_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sepscope-seccomp-XXXXXX").string();
  return ::mkdtemp(name.data()) != nullptr ? name : "";
}

/// The whole of a file of /proc, or nothing when the process is gone.
std::string words_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string text;
  std::getline(in, text, '\0');
  return text;
}

/// A child of this process that is alive; empty when there is none.
std::filesystem::path a_child() {
  std::error_code error;
  for (std::filesystem::directory_iterator it("/proc", error), end; !error && it != end;
       it.increment(error)) {
    const std::string stat = words_of(it->path() / "stat");
    const size_t name = stat.rfind(") ");  // pid (name) state parent
    if (name == std::string::npos) continue;
    if (std::strtol(stat.c_str() + name + 4, nullptr, 10) == ::getpid()) return it->path();
  }
  return {};
}

/// The soft limit of a line of /proc/PID/limits; -1: unlimited, or no such line.
int64_t limit_of(const std::string& limits, const std::string& line) {
  const size_t at = limits.find(line);
  if (at == std::string::npos) return -1;
  const char* const value = limits.c_str() + at + line.size();
  char* end = nullptr;
  const int64_t number = std::strtoll(value, &end, 10);
  return end == value ? -1 : number;
}

/// A picture that takes seconds to decode: a TGA of runs of 128.
std::string slow_picture(int width, int height) {
  std::string bytes{0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  for (const int side : {width, height})
    bytes += {static_cast<char>(side & 255), static_cast<char>(side >> 8)};
  bytes += {24, 0};
  for (int i = 0; i < width / 128 * height; ++i)
    bytes += {static_cast<char>(0xFF), static_cast<char>(i), 2, 3};
  return bytes;
}

/// Reads a slow picture in a thread and looks at the decoder every millisecond until `seen` is content, at
/// most 15 s.
void watch_decoder(const std::filesystem::path& picture,
                   const std::function<bool(const std::filesystem::path& child)>& seen) {
  std::stop_source stop;
  std::thread reads([&] {
    const Stoppable stoppable(stop.get_token());
    (void)load_image(picture);
  });
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(15);
  while (std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::filesystem::path child = a_child();
    if (!child.empty() && seen(child)) break;
  }
  stop.request_stop();
  reads.join();
}

TEST(Seccomp, RefusedLeavesTheDecoderItsOtherLimits) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers decode without limits of memory";
#endif
  constexpr int kWidth = 16384, kHeight = 4096;
  const std::filesystem::path folder = made_folder();
  ASSERT_FALSE(folder.empty());
  ASSERT_TRUE(write_file(folder / "slow.tga", slow_picture(kWidth, kHeight)));
  int status = 0;
  const std::string said = errors_of(status, [&] {
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    core.rlim_cur = core.rlim_max;  // what the decoder inherits, where it does not forbid core files
    ::setrlimit(RLIMIT_CORE, &core);
    std::string limits, memory;
    watch_decoder(folder / "slow.tga", [&](const std::filesystem::path& child) {
      limits = words_of(child / "limits");
      memory = words_of(child / "statm");
      return limit_of(limits, "Max address space") >= 0;
    });
    std::fputs(limits.c_str(), stderr);
    const int64_t pages = std::strtoll(memory.c_str(), nullptr, 10),
                  most = limit_of(limits, "Max address space");
    if (limit_of(limits, "Max cpu time") != decode_seconds(int64_t{kWidth} * kHeight)) return 4;
    if (limit_of(limits, "Max core file size") != 0) return 5;
    // what it had mapped (the arena above all), and 64 MB of stack
    return most > 0 && most <= pages * ::sysconf(_SC_PAGESIZE) + (int64_t{65} << 20) ? 0 : 6;
  });
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(WIFEXITED(status)) << said;
  EXPECT_EQ(WEXITSTATUS(status), 0) << "4: processor time, 5: core files, 6: memory, 99: no filter here\n"
                                    << said;
}

// The kernel's own word: mode 1 is strict, which kills at any call but read, write, exit and sigreturn.
TEST(Seccomp, GrantedIsStrictWhileDecoding) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers decode without seccomp";
#endif
  const std::filesystem::path folder = made_folder();
  ASSERT_FALSE(folder.empty());
  ASSERT_TRUE(write_file(folder / "slow.tga", slow_picture(16384, 4096)));
  std::string status;
  watch_decoder(folder / "slow.tga", [&](const std::filesystem::path& child) {
    status = words_of(child / "status");
    return status.find("Seccomp:\t1\n") != std::string::npos;
  });
  std::filesystem::remove_all(folder);
  EXPECT_NE(status.find("Seccomp:\t1\n"), std::string::npos) << status;
}

TEST(Seccomp, RefusedIsSaidOnceAndImagesAreRead) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers decode without seccomp anyway";
#endif
  const std::filesystem::path folder = made_folder();
  ASSERT_FALSE(folder.empty());
  std::string rgb(8 * 5 * 3, '\0');
  for (size_t i = 0; i < rgb.size(); ++i) rgb[i] = static_cast<char>(i * 2);
  const auto png = png_bytes(8, 5, rgb);
  ASSERT_TRUE(png);
  ASSERT_TRUE(write_file(folder / "good.png", *png));
  ASSERT_TRUE(write_file(folder / "cut.png", png->substr(0, png->size() / 2)));
  int status = 0;
  const std::string said = errors_of(status, [&] {
    for (int i = 0; i < 3; ++i) {
      const auto image = load_image(folder / "good.png");
      if (!image) return 1;
      if (std::abs(image->tensor.values.at(1) - 6.0F / 255) > 1e-5F) return 2;
    }
    const auto cut = load_image(folder / "cut.png");
    return cut || cut.error().message.find("cut.png") == std::string::npos ? 3 : 0;
  });
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(WIFEXITED(status)) << said;
  EXPECT_EQ(WEXITSTATUS(status), 0) << "99: this system lets no filter be installed\n" << said;
  const size_t first = said.find(kSentence);
  ASSERT_NE(first, std::string::npos) << said;
  EXPECT_EQ(said.find(kSentence, first + 1), std::string::npos) << said;
}

}  // namespace
}  // namespace sep::io
