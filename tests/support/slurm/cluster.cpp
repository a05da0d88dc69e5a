#include "support/slurm/cluster.hpp"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace tessera {
namespace {

namespace fs = std::filesystem;

// The first process of the namespaces; with it dies all that is in them.
[[noreturn]] void become_first(const fs::path& debian, const fs::path& folder, int nodes) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setsid();
  const std::string mnt = debian / "mnt", proc = debian / "proc", dev = debian / "dev", sys = debian / "sys";
  const std::string script = "/mnt/slurm/start.sh", count = std::to_string(nodes);
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount(folder.c_str(), mnt.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0 ||
      mount("/dev", dev.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0 ||
      mount("/sys", sys.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0 ||
      mount("proc", proc.c_str(), "proc", 0, nullptr) != 0 || chroot(debian.c_str()) != 0 || chdir("/") != 0)
    _exit(97);
  clearenv();
  execl("/bin/bash", "bash", script.c_str(), count.c_str(), nullptr);
  _exit(98);
}

// Dies with the test, and the first process with it. Tells that one's number as this side sees it.
[[noreturn]] void keep(int tell, const fs::path& debian, const fs::path& folder, int nodes) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (unshare(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC) != 0) _exit(96);
  const pid_t first = fork();
  if (first == 0) become_first(debian, folder, nodes);
  if (write(tell, &first, sizeof first) != sizeof first) _exit(95);
  close(tell);
  int status = 0;
  waitpid(first, &status, 0);
  _exit(0);
}

void wait_until(const fs::path& file, int seconds, const std::string& otherwise) {
  for (int k = 0; k < 10 * seconds; ++k) {
    if (fs::exists(file)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  throw std::runtime_error(otherwise);
}

}  // namespace

std::string Cluster::refuse(const fs::path& source, const fs::path& build) {
  const Said made = run_command({"bash", source / "tests/support/slurm/prepare.sh", source, build});
  if (made.exit_code == 77) return made.out;
  if (made.exit_code != 0) throw std::runtime_error("prepare.sh failed: " + made.out + made.err);
  const Said allowed = run_command({"unshare", "--pid", "--net", "--mount", "--uts", "--ipc", "--fork", "true"});
  return allowed.exit_code == 0 ? "" : "no namespaces here: " + allowed.err;
}

Cluster::Cluster(const fs::path& source, const fs::path& build, const fs::path& folder, int nodes) : folder_(folder) {
  fs::permissions(folder, fs::perms(0755));
  for (const char* name : {"slurm", "sweep"}) fs::create_directories(folder / name);
  if (chown((folder / "sweep").c_str(), 1000, 1000) != 0) throw std::runtime_error("no folder for the sweep");
  for (const char* name : {"start.sh", "slurm.conf", "cgroup.conf"}) fs::copy_file(source / "tests/support/slurm" / name, folder / "slurm" / name);
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  keeper_ = fork();
  if (keeper_ == 0) {
    close(ends[0]);
    keep(ends[1], build / "slurm_debian", folder, nodes);
  }
  close(ends[1]);
  const bool told = read(ends[0], &first_, sizeof first_) == sizeof first_;
  close(ends[0]);
  if (!told) throw std::runtime_error("the cluster's namespaces could not be made");
  wait_until(folder / "slurm/ready", 60, "the cluster did not come up: " + read_whole(folder / "slurm/slurmctld.out"));
}

Cluster::~Cluster() {
  if (keeper_ > 0) kill(keeper_, SIGKILL);
  int status = 0;
  if (keeper_ > 0) waitpid(keeper_, &status, 0);
}

Said Cluster::enter(const std::vector<std::string>& words, bool as_root) const {
  std::vector<std::string> all{"nsenter", "--target", std::to_string(first_), "--pid", "--net", "--mount", "--uts", "--ipc", "--root"};
  if (!as_root) all.insert(all.end(), {"--setuid", "1000", "--setgid", "1000"});
  all.insert(all.end(), {"--", "env", "-i", "-C", "/mnt/sweep", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/mnt/sweep",
                         "USER=researcher", "SLURM_CONF=/mnt/slurm/slurm.conf"});
  all.insert(all.end(), words.begin(), words.end());
  return run_command(all);
}

Said Cluster::run(const std::vector<std::string>& words) const { return enter(words, false); }
Said Cluster::run_as_root(const std::vector<std::string>& words) const { return enter(words, true); }

void Cluster::kill_node(int node) const {
  const std::string name = "n" + std::to_string(node);
  run_as_root({"bash", "-c",
               "kill -9 $(cat /mnt/slurm/slurmd-$0.pid); for job in $(squeue -h -t R -w $0 -o %A); do for p in /proc/[0-9]*; do "
               "[[ $(cat $p/comm 2>/dev/null) == slurmstepd && $(tr '\\0' ' ' <$p/cmdline) == *\"[$job.\"* ]] && "
               "kill -9 ${p#/proc/}; done; done; true",
               name});
}

void Cluster::start_node(int node) const {
  run_as_root({"bash", "-c", "cd /mnt/slurm; setsid slurmd -D -N $0 >>slurmd-$0.out 2>&1 </dev/null & echo $! >/mnt/slurm/slurmd-$0.pid",
               "n" + std::to_string(node)});
}

void Cluster::kill_controller() const { run_as_root({"bash", "-c", "kill -9 $(cat /mnt/slurm/slurmctld.pid)"}); }

void Cluster::start_controller() const {
  run_as_root({"bash", "-c", "cd /mnt/slurm; setsid slurmctld -D >>slurmctld.out 2>&1 </dev/null & echo $! >/mnt/slurm/slurmctld.pid"});
  for (int k = 0; k < 100 && run({"scontrol", "ping"}).out.find("UP") == std::string::npos; ++k)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

int Cluster::kill_processes(const std::string& text) const {
  const Said said = run_as_root({"bash", "-c",
                                 "n=0; for p in /proc/[0-9]*; do [[ ${p#/proc/} != $$ && $(tr '\\0' ' ' <$p/cmdline) == *\"$0\"* ]] && "
                                 "kill -9 ${p#/proc/} && n=$((n + 1)); done 2>/dev/null; echo $n",
                                 text});
  return std::atoi(said.out.c_str());
}

std::string Cluster::queue() const { return run({"squeue", "-h", "-r", "-o", "%i %T %r %N"}).out; }

void Cluster::hurry() const {
  run_as_root({"bash", "-c", "jobs=$(squeue -h -t PD -r -o '%A %r' | sed -n 's/ BeginTime$//p'); [ -z \"$jobs\" ] || sleep 1; "
                             "for job in $jobs; do scontrol update JobId=$job StartTime=now; done"});
}

}  // namespace tessera
