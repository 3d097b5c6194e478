// Systems where seccomp is refused: images are decoded all the same, in a child with its other limits, and
// that is said once.
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "io/experiment_file.h"
#include "io/image.h"

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

TEST(Seccomp, RefusedIsSaidOnceAndTheOtherLimitsStay) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers decode without seccomp anyway";
#endif
  std::string name = (std::filesystem::temp_directory_path() / "sepscope-seccomp-XXXXXX").string();
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  const std::filesystem::path folder = name;
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
