# tablerock_rocksdb: RocksDB with the compression libraries that it was built with, as a target to link.
# TABLEROCK_STATIC ON takes the archives, so that a program needs nothing of RocksDB when it runs; OFF the shared library,
# which links faster. Debian's librocksdb-dev brings all of them. Also read by tablerockConfig.cmake, so it depends on
# nothing of ours.
if(TARGET tablerock_rocksdb)
  return()
endif()

find_package(Threads REQUIRED)
find_path(TABLEROCK_ROCKSDB_INCLUDE_DIR rocksdb/db.h REQUIRED)

# In link order: each may use those behind it. RocksDB's own tools alone use gflags; they are not linked in, and so neither
# is it.
if(TABLEROCK_STATIC)
  set(tablerock_rocksdb_libraries librocksdb.a libsnappy.a liblz4.a libzstd.a libbz2.a libz.a)
else()
  set(tablerock_rocksdb_libraries rocksdb)
endif()

add_library(tablerock_rocksdb INTERFACE IMPORTED GLOBAL)
target_include_directories(tablerock_rocksdb INTERFACE ${TABLEROCK_ROCKSDB_INCLUDE_DIR})
foreach(library IN LISTS tablerock_rocksdb_libraries)
  find_library(TABLEROCK_LIBRARY_${library} ${library} REQUIRED)
  mark_as_advanced(TABLEROCK_LIBRARY_${library})
  target_link_libraries(tablerock_rocksdb INTERFACE ${TABLEROCK_LIBRARY_${library}})
endforeach()
target_link_libraries(tablerock_rocksdb INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
mark_as_advanced(TABLEROCK_ROCKSDB_INCLUDE_DIR)
