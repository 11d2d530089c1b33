// Inputs of the operations on backups, recovery, exports and imports.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Shape kBackupName = TextOf(3, 255, kNamePattern);

constexpr Member kCreateBackupMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"BackupName", kBackupName, kRequired},
};

constexpr Shape kBackupArn = TextOf(37, 1024);

constexpr Member kDeleteBackupMembers[] = {
    {"BackupArn", kBackupArn, kRequired},
};

constexpr Member kDescribeBackupMembers[] = {
    {"BackupArn", kBackupArn, kRequired},
};

constexpr Shape kBackupsInputLimit = IntegerOf(1, 100);

constexpr std::string_view kBackupTypeFilterValues[] = {"USER", "SYSTEM", "AWS_BACKUP", "ALL"};
constexpr Shape kBackupTypeFilter = EnumOf(kBackupTypeFilterValues);

constexpr Member kListBackupsMembers[] = {
    {"TableName", kTableNameOrArn, kOptional, kTableNameNotes},
    {"Limit", kBackupsInputLimit},
    {"TimeRangeLowerBound", kTimestamp},
    {"TimeRangeUpperBound", kTimestamp},
    {"ExclusiveStartBackupArn", kBackupArn},
    {"BackupType", kBackupTypeFilter},
};

constexpr Member kRestoreTableFromBackupMembers[] = {
    {"TargetTableName", kTableName, kRequired},
    {"BackupArn", kBackupArn, kRequired},
    {"BillingModeOverride", kBillingMode},
    {"GlobalSecondaryIndexOverride", kGlobalSecondaryIndexList},
    {"LocalSecondaryIndexOverride", kLocalSecondaryIndexList},
    {"ProvisionedThroughputOverride", kProvisionedThroughput},
    {"OnDemandThroughputOverride", kOnDemandThroughput},
    {"SSESpecificationOverride", kSSESpecification},
};

constexpr Member kRestoreTableToPointInTimeMembers[] = {
    {"SourceTableArn", kTableArn},
    {"SourceTableName", kTableName},
    {"TargetTableName", kTableName, kRequired},
    {"UseLatestRestorableTime", kBoolean},
    {"RestoreDateTime", kTimestamp},
    {"BillingModeOverride", kBillingMode},
    {"GlobalSecondaryIndexOverride", kGlobalSecondaryIndexList},
    {"LocalSecondaryIndexOverride", kLocalSecondaryIndexList},
    {"ProvisionedThroughputOverride", kProvisionedThroughput},
    {"OnDemandThroughputOverride", kOnDemandThroughput},
    {"SSESpecificationOverride", kSSESpecification},
};

constexpr Shape kClientToken = TextOf(kNoLimit, kNoLimit, kNoDollarPattern);

constexpr Shape kS3Bucket = TextOf(kNoLimit, 255, kBucketPattern);

constexpr Shape kS3BucketOwner = TextOf(kNoLimit, kNoLimit, kAccountPattern);

constexpr Shape kS3Prefix = TextOf(kNoLimit, 1024);

constexpr std::string_view kS3SseAlgorithmValues[] = {"AES256", "KMS"};
constexpr Shape kS3SseAlgorithm = EnumOf(kS3SseAlgorithmValues);

constexpr Shape kS3SseKmsKeyId = TextOf(1, 2048);

constexpr std::string_view kExportFormatValues[] = {"DYNAMODB_JSON", "ION"};
constexpr Shape kExportFormat = EnumOf(kExportFormatValues);

constexpr std::string_view kExportTypeValues[] = {"FULL_EXPORT", "INCREMENTAL_EXPORT"};
constexpr Shape kExportType = EnumOf(kExportTypeValues);

constexpr std::string_view kExportViewTypeValues[] = {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"};
constexpr Shape kExportViewType = EnumOf(kExportViewTypeValues);

constexpr Member kIncrementalExportSpecificationMembers[] = {
    {"ExportFromTime", kTimestamp},
    {"ExportToTime", kTimestamp},
    {"ExportViewType", kExportViewType},
};
constexpr Shape kIncrementalExportSpecification =
    StructureOf("IncrementalExportSpecification", kIncrementalExportSpecificationMembers);

constexpr Member kExportTableToPointInTimeMembers[] = {
    {"TableArn", kTableArn, kRequired},
    {"ExportTime", kTimestamp},
    {"ClientToken", kClientToken},
    {"S3Bucket", kS3Bucket, kRequired},
    {"S3BucketOwner", kS3BucketOwner},
    {"S3Prefix", kS3Prefix},
    {"S3SseAlgorithm", kS3SseAlgorithm},
    {"S3SseKmsKeyId", kS3SseKmsKeyId},
    {"ExportFormat", kExportFormat},
    {"ExportType", kExportType},
    {"IncrementalExportSpecification", kIncrementalExportSpecification},
};

constexpr Shape kExportArn = TextOf(37, 1024);

constexpr Member kDescribeExportMembers[] = {
    {"ExportArn", kExportArn, kRequired},
};

constexpr Shape kListExportsMaxLimit = IntegerOf(1, 25);

constexpr Member kListExportsMembers[] = {
    {"TableArn", kTableArn},
    {"MaxResults", kListExportsMaxLimit},
    {"NextToken", kText},
};

constexpr Member kS3BucketSourceMembers[] = {
    {"S3BucketOwner", kS3BucketOwner},
    {"S3Bucket", kS3Bucket, kRequired},
    {"S3KeyPrefix", kS3Prefix},
};
constexpr Shape kS3BucketSource = StructureOf("S3BucketSource", kS3BucketSourceMembers);

constexpr std::string_view kInputFormatValues[] = {"DYNAMODB_JSON", "ION", "CSV"};
constexpr Shape kInputFormat = EnumOf(kInputFormatValues);

constexpr Shape kCsvDelimiter = TextOf(1, 1, kCsvDelimiterPattern);

constexpr Shape kCsvHeader = TextOf(1, 65536, kCsvHeaderPattern);

constexpr Shape kCsvHeaderList = ListOf(kCsvHeader, 1, 255);

constexpr Member kCsvOptionsMembers[] = {
    {"Delimiter", kCsvDelimiter},
    {"HeaderList", kCsvHeaderList},
};
constexpr Shape kCsvOptions = StructureOf("CsvOptions", kCsvOptionsMembers);

constexpr Member kInputFormatOptionsMembers[] = {
    {"Csv", kCsvOptions},
};
constexpr Shape kInputFormatOptions = StructureOf("InputFormatOptions", kInputFormatOptionsMembers);

constexpr std::string_view kInputCompressionTypeValues[] = {"GZIP", "ZSTD", "NONE"};
constexpr Shape kInputCompressionType = EnumOf(kInputCompressionTypeValues);

constexpr Member kTableCreationParametersMembers[] = {
    {"TableName", kTableName, kRequired},
    {"AttributeDefinitions", kAttributeDefinitions, kRequired},
    {"KeySchema", kKeySchema, kRequired},
    {"BillingMode", kBillingMode},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"OnDemandThroughput", kOnDemandThroughput},
    {"SSESpecification", kSSESpecification},
    {"GlobalSecondaryIndexes", kGlobalSecondaryIndexList},
};
constexpr Shape kTableCreationParameters = StructureOf("TableCreationParameters", kTableCreationParametersMembers);

constexpr Member kImportTableMembers[] = {
    {"ClientToken", kClientToken},
    {"S3BucketSource", kS3BucketSource, kRequired},
    {"InputFormat", kInputFormat, kRequired},
    {"InputFormatOptions", kInputFormatOptions},
    {"InputCompressionType", kInputCompressionType},
    {"TableCreationParameters", kTableCreationParameters, kRequired},
};

constexpr Shape kImportArn = TextOf(37, 1024);

constexpr Member kDescribeImportMembers[] = {
    {"ImportArn", kImportArn, kRequired},
};

constexpr Shape kListImportsMaxLimit = IntegerOf(1, 25);

constexpr Shape kImportNextToken = TextOf(112, 1024, kImportTokenPattern);

constexpr Member kListImportsMembers[] = {
    {"TableArn", kTableArn},
    {"PageSize", kListImportsMaxLimit},
    {"NextToken", kImportNextToken},
};

}  // namespace

constinit const InputShape kCreateBackupInput{"CreateBackup", StructureOf("CreateBackupInput", kCreateBackupMembers)};
constinit const InputShape kDeleteBackupInput{"DeleteBackup", StructureOf("DeleteBackupInput", kDeleteBackupMembers)};
constinit const InputShape kDescribeBackupInput{"DescribeBackup",
                                                StructureOf("DescribeBackupInput", kDescribeBackupMembers)};
constinit const InputShape kListBackupsInput{"ListBackups", StructureOf("ListBackupsInput", kListBackupsMembers)};
constinit const InputShape kRestoreTableFromBackupInput{
    "RestoreTableFromBackup", StructureOf("RestoreTableFromBackupInput", kRestoreTableFromBackupMembers)};
constinit const InputShape kRestoreTableToPointInTimeInput{
    "RestoreTableToPointInTime", StructureOf("RestoreTableToPointInTimeInput", kRestoreTableToPointInTimeMembers)};
constinit const InputShape kExportTableToPointInTimeInput{
    "ExportTableToPointInTime", StructureOf("ExportTableToPointInTimeInput", kExportTableToPointInTimeMembers)};
constinit const InputShape kDescribeExportInput{"DescribeExport",
                                                StructureOf("DescribeExportInput", kDescribeExportMembers)};
constinit const InputShape kListExportsInput{"ListExports", StructureOf("ListExportsInput", kListExportsMembers)};
constinit const InputShape kImportTableInput{"ImportTable", StructureOf("ImportTableInput", kImportTableMembers)};
constinit const InputShape kDescribeImportInput{"DescribeImport",
                                                StructureOf("DescribeImportInput", kDescribeImportMembers)};
constinit const InputShape kListImportsInput{"ListImports", StructureOf("ListImportsInput", kListImportsMembers)};

}  // namespace tablerock
