// The background thread: it takes up what is left for it, and stops when told to.
#include "jobs/job_runner.h"

#include <gtest/gtest.h>

#include <thread>

#include "jobs/index_jobs_fixture.h"
#include "storage/catalog.h"

namespace tablerock {
namespace {

class JobRunnerTest : public IndexJobsTest {};

TEST_F(JobRunnerTest, DoesWhatIsLeftWhileItRuns) {
  CreateTable();
  for (int i = 0; i < 200; ++i) PutNumbered(i);
  JobRunner runner(*database_);
  runner.Start();
  AddIndex();
  while (CountJobs() != 0) std::this_thread::yield();
  runner.Stop();  // the last step's batch is written before its table version is published
  ExpectIndexAgrees();
}

TEST_F(JobRunnerTest, TakesUpWhatAnEarlierRunLeft) {
  CreateTable();
  for (int i = 0; i < 200; ++i) PutNumbered(i);
  AddIndex();
  JobRunner runner(*database_);
  runner.Start();
  while (CountJobs() != 0) std::this_thread::yield();
  runner.Stop();
  ExpectIndexAgrees();
}

TEST_F(JobRunnerTest, StopsInTheMiddleOfAJobAndGoesOnWithIt) {
  CreateTable();
  for (int i = 0; i < 3'000; ++i) PutNumbered(i);
  AddIndex();
  JobRunner runner(*database_);
  runner.Start();
  runner.Stop();
  runner.Start();
  while (CountJobs() != 0) std::this_thread::yield();
  runner.Stop();
  ExpectIndexAgrees();
}

TEST_F(JobRunnerTest, LeavesEntriesAloneThatItDoesNotKnow) {
  WriteBatch batch;
  Catalog::PutEntry(batch, CatalogKind::kJob, "", "of-a-later-version", R"({"kind":"unheard-of"})");
  Catalog::PutEntry(batch, CatalogKind::kJob, "", "damaged", "{");
  ASSERT_TRUE(database_->store().Write(std::move(batch)));
  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  EXPECT_EQ(CountJobs(), 2U);
}

TEST(RestTest, LeavesATenthOfAProcessor) {
  using std::chrono::milliseconds;
  EXPECT_EQ(RestBehind(milliseconds(3), milliseconds(3)), milliseconds(6));
  EXPECT_EQ(RestBehind(milliseconds(10), milliseconds(2)), milliseconds(10));
  EXPECT_EQ(RestBehind(milliseconds(20), milliseconds(2)), milliseconds(0));
  EXPECT_EQ(RestBehind(milliseconds(90), milliseconds(2)), milliseconds(0));
}

TEST_F(JobRunnerTest, StopsWithoutHavingBeenStarted) {
  JobRunner runner(*database_);
  runner.Stop();
}

}  // namespace
}  // namespace tablerock
