// Reads, sorts, formats and files words with nothing but C++'s standard library: streams of every
// kind, maps, sorting, shared and polymorphic objects, random numbers, and C's calls on files.
// Built natively and for WASI from this one file, it must say the same in both. Debian's libraries
// for WASI have neither `std::filesystem` nor exceptions, so directories are read by `dirent.h`.

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace {

struct Announced {
  const char* name;
  explicit Announced(const char* name) : name(name) { std::cerr << "begins " << name << '\n'; }
  ~Announced() { std::cerr << "ends " << name << '\n'; }
};
const Announced first("first"), second("second");

using Places = std::vector<std::pair<std::string, std::size_t>>;
using Concordance = std::map<std::string, Places>;

std::string lowered(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
  return word;
}

void read(Concordance& concordance, std::istream& input, const std::string& source) {
  static const std::regex pattern("[a-z]+(?:'[a-z]+)?", std::regex::icase);
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    for (std::sregex_iterator at(line.begin(), line.end(), pattern), end; at != end; ++at) {
      concordance[lowered(at->str())].emplace_back(source, number);
    }
  }
}

void list(const std::string& directory, std::set<std::string>& found) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()), closedir);
  if (!open) {
    std::cout << directory << ": " << std::strerror(errno) << '\n';
    return;
  }
  while (const dirent* entry = readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = directory + "/" + entry->d_name;
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) std::abort();
    found.insert(path);
    if (S_ISDIR(status.st_mode)) list(path, found);
  }
}

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Circle : Shape {
  double radius;
  explicit Circle(double radius) : radius(radius) {}
  double area() const override { return M_PI * radius * radius; }
};
struct Box : Shape {
  double width, height;
  Box(double width, double height) : width(width), height(height) {}
  double area() const override { return width * height; }
};

void format() {
  const std::vector<std::shared_ptr<Shape>> shapes{
      std::make_shared<Circle>(1.5), std::make_shared<Box>(2, 3.25), std::make_shared<Circle>(1e-3)};
  for (const auto& shape : shapes) {
    std::cout << (dynamic_cast<const Circle*>(shape.get()) ? "circle" : "box") << std::setw(14)
              << std::setfill('.') << std::fixed << std::setprecision(6) << shape->area()
              << std::defaultfloat << std::setfill(' ') << '\n';
  }
  std::cout << std::hex << std::showbase << 48879 << ' ' << std::oct << 511 << std::dec << ' '
            << std::scientific << std::setprecision(17) << 0.1 << ' ' << std::hexfloat << 1.0 / 3
            << std::defaultfloat << ' ' << std::boolalpha << true << ' ' << -0.0 << ' '
            << std::numeric_limits<double>::infinity() << ' ' << std::complex<double>(1, -2) << '\n';
  std::istringstream numbers("12 -7 0x1f 3.5e2 nonsense");
  int whole = 0, negative = 0, hexadecimal = 0;
  double real = 0;
  numbers >> whole >> negative >> std::hex >> hexadecimal >> std::dec >> real;
  std::cout << whole << ' ' << negative << ' ' << hexadecimal << ' ' << real << ' ';
  numbers >> whole;
  std::cout << numbers.fail() << ' ' << numbers.eof() << '\n';
  std::tm moment{};
  moment.tm_year = 126;
  moment.tm_mon = 10;
  moment.tm_mday = 21;
  std::cout << std::put_time(&moment, "%Y-%m-%d %a") << ' ' << std::stoll("-9007199254740993") << ' '
            << std::to_string(2.5) << '\n';
  const std::array<std::variant<int, std::string>, 2> either{7, "seven"};
  for (const auto& each : either) {
    std::visit([](const auto& value) { std::cout << value << ' '; }, each);
  }
  const std::optional<int> none;
  std::cout << none.value_or(-1) << '\n';
}

void draw() {
  std::mt19937_64 engine(2026);
  std::vector<std::tuple<std::uint64_t, std::size_t>> drawn(50'000);
  for (std::size_t at = 0; at < drawn.size(); ++at) drawn[at] = {engine() % 10'000, at};
  std::sort(drawn.begin(), drawn.end(), std::greater<>());
  std::stable_sort(drawn.begin(), drawn.end(),
                   [](const auto& a, const auto& b) { return std::get<0>(a) < std::get<0>(b); });
  const auto sum = std::accumulate(drawn.begin(), drawn.end(), std::uint64_t{0},
                                   [](std::uint64_t hash, const auto& each) {
                                     return hash * 31 + std::get<0>(each) * 7 + std::get<1>(each);
                                   });
  std::cout << "drawn " << sum << '\n';
}

void rewrite(const std::string& root) {
  const std::string path = root + "/ledger";
  {
    std::ofstream out(path, std::ios::binary);
    for (std::uint32_t number = 0; number < 5'000; ++number) {
      out.write(reinterpret_cast<const char*>(&number), sizeof number);
    }
    std::cout << "wrote " << out.tellp() << '\n';
  }
  {
    std::fstream both(path, std::ios::in | std::ios::out | std::ios::binary);
    both.seekp(8);
    both.write("LOAM", 4);
    both.seekg(-4, std::ios::end);
    std::uint32_t last = 0;
    both.read(reinterpret_cast<char*>(&last), sizeof last);
    std::cout << "last " << last << " at " << both.tellg() << '\n';
    both.seekg(8);
    std::string mark(4, ' ');
    both.read(mark.data(), 4);
    std::cout << mark << ' ' << both.good() << '\n';
  }
  std::ofstream(path, std::ios::app) << "appended" << std::endl;
  std::ifstream whole(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
  std::cout << bytes.size() << ' ' << std::hash<int>{}(7) << ' ' << bytes.substr(bytes.size() - 9);

  std::cout << mkdir((root + "/made").c_str(), 0777) << ' '
            << std::rename(path.c_str(), (root + "/made/ledger").c_str()) << ' '
            << std::remove((root + "/gone").c_str()) << '\n';
  const auto complain = [](const char* what, bool succeeded) {
    std::cout << what << ": " << (succeeded ? "done" : std::strerror(errno)) << '\n';
  };
  errno = 0;
  complain("missing", std::ifstream(root + "/missing").is_open());
  complain("made", mkdir((root + "/made").c_str(), 0777) == 0);
  complain("full", rmdir((root + "/made").c_str()) == 0);
  complain("below a file", std::ofstream(root + "/made/ledger/x").is_open());
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> words(argv + 1, argv + argc);
  const char* const variable = std::getenv("CONCORDANCE");
  std::cout << words.size() << ' ' << (variable ? variable : "unset") << std::endl;
  if (words.empty()) {
    std::cerr << "usage: concordance DIRECTORY FILE...\n";
    return 64;
  }
  Concordance concordance;
  read(concordance, std::cin, "stdin");
  for (auto word = words.begin() + 1; word != words.end(); ++word) {
    std::ifstream file(*word);
    if (!file) {
      std::cerr << *word << ": " << std::strerror(errno) << '\n';
      std::exit(3);
    }
    read(concordance, file, *word);
  }
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [word, places] : concordance) ranked.emplace_back(places.size(), word);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::tie(b.first, a.second) < std::tie(a.first, b.second);
  });
  for (const auto& [count, word] : ranked) {
    const auto& [source, line] = concordance[word].back();
    std::cout << std::left << std::setw(12) << word << std::right << std::setw(6) << count << "  "
              << source << ':' << line << '\n';
  }
  format();
  draw();
  rewrite(words[0]);
  std::set<std::string> found;
  list(words[0], found);
  for (const auto& path : found) std::cout << path << '\n';
  std::atexit([] { std::fputs("at exit\n", stderr); });
  return static_cast<int>(concordance.size() % 100) + 1;
}
