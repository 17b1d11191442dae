// Included by every mutated file of a copy of the tree; scripts/mutation/README.md says what for.
//
//   EXECLINT_MUTANT=<number>   this one mutant is on
//   EXECLINT_MUTANT=-1         none is, and byte <number> of the file EXECLINT_MUTANT_REACH is set
//                              to 1 for each mutant whose place is reached, by whatever process
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace execlint_mutation {

struct Reach {
  char* bytes = nullptr;
  long size = 0;
};

__attribute__((visibility("hidden"))) inline Reach reach;

inline int Choose() {
  const char* number = std::getenv("EXECLINT_MUTANT");
  const int chosen = number != nullptr ? std::atoi(number) : 0;
  const char* path = chosen < 0 ? std::getenv("EXECLINT_MUTANT_REACH") : nullptr;
  const int file = path != nullptr ? ::open(path, O_RDWR) : -1;
  struct stat status = {};
  if (file >= 0 && ::fstat(file, &status) == 0 && status.st_size > 0) {
    const auto length = static_cast<unsigned long>(status.st_size);
    void* bytes = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (bytes != MAP_FAILED) reach = {static_cast<char*>(bytes), static_cast<long>(status.st_size)};
  }
  if (file >= 0) ::close(file);
  return chosen;
}

__attribute__((visibility("hidden"))) inline const int chosen = Choose();

inline bool Reached(int number) {
  if (number < reach.size) reach.bytes[number] = 1;
  return false;
}

}  // namespace execlint_mutation

inline bool execlint_mutant(int number) {
  using namespace execlint_mutation;
  return chosen == number || (__builtin_expect(chosen < 0, 0) && Reached(number));
}
