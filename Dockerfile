# The build stage makes one binary that needs no library; the run stage holds it and a folder for the data.
FROM debian:12 AS build
WORKDIR /tablerock
COPY . .
RUN scripts/install build && scripts/build release tablerock

FROM debian:12-slim
COPY --from=build /tablerock/build/release/tablerock /usr/local/bin/tablerock
# Any user may write the data. The second path is the one that compose files for DynamoDB Local mount, and the working
# directory makes their `-dbPath ./data` the same place.
RUN mkdir -m 1777 /data && mkdir /home/dynamodblocal && ln -s /data /home/dynamodblocal/data
WORKDIR /home/dynamodblocal
ENV TABLEROCK_HOST=0.0.0.0 TABLEROCK_DATA=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=2s --timeout=2s --start-period=5s --retries=5 CMD ["tablerock", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tablerock", "serve"]
