// Bodies of process.h.
#include "io/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <utility>

extern char** environ;

namespace sep::io {
namespace {

struct Pipe {
  Descriptor read, write;
};

int make_pipe(Pipe& pipe) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
  pipe = {Descriptor(ends[0]), Descriptor(ends[1])};
  return 0;
}

int spawn(std::vector<std::string>& arguments, const int (&files)[3], pid_t& child) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& a : arguments) argv.push_back(a.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int i = 0; i < 3; ++i) posix_spawn_file_actions_adddup2(&actions, files[i], i);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int error = ::posix_spawnp(&child, argv[0], &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

tl::expected<Process, int> Process::start(std::vector<std::string> arguments) {
  ::signal(SIGPIPE, SIG_IGN);  // where the program ends early, writing fails instead
  Pipe in, out, err;
  for (Pipe* pipe : {&in, &out, &err}) {
    if (const int error = make_pipe(*pipe); error != 0) return tl::unexpected(error);
  }
  Process made;
  const int error = spawn(arguments, {in.read.get(), out.write.get(), err.write.get()}, made.child_);
  if (error != 0) {
    made.child_ = -1;
    return tl::unexpected(error);
  }
  made.in_ = std::move(in.write);
  made.out_ = std::move(out.read);
  made.err_ = std::move(err.read);
  for (const Descriptor* d : {&made.out_, &made.err_}) ::fcntl(d->get(), F_SETFL, O_NONBLOCK);
  return made;
}

Process::Process(Process&& other) noexcept
    : child_(std::exchange(other.child_, -1)),
      in_(std::move(other.in_)),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      status_(other.status_) {}

Process::~Process() {
  using namespace std::chrono_literals;
  terminate();
  for (int wait = 0; wait < 200 && child_ >= 0 && !status(); ++wait) std::this_thread::sleep_for(10ms);
  if (child_ < 0 || status()) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

bool Process::write(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t put = ::write(in_.get(), bytes.data() + at, bytes.size() - at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    at += static_cast<size_t>(put);
  }
  return true;
}

std::string Process::read_some(const Descriptor& from) {
  std::string text;
  char part[4096];
  for (ssize_t got = 0; (got = ::read(from.get(), part, sizeof part)) > 0;)
    text.append(part, static_cast<size_t>(got));
  return text;
}

std::optional<int> Process::status() {
  int raw = 0;
  if (!status_ && ::waitpid(child_, &raw, WNOHANG) == child_)
    status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return status_;
}

void Process::terminate() {
  if (child_ >= 0 && !status()) ::kill(child_, SIGTERM);
}

}  // namespace sep::io
