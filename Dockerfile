# docker build -t tidings . && docker run --rm -v "$PWD/articles:/articles:ro" tidings brief /articles
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc make libc6-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin tidings && strip target/release/tidings

FROM debian:bookworm-slim
# Time zones; certificates are compiled in.
RUN apt-get update && apt-get install --yes --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home tidings
COPY --from=build /src/target/release/tidings /usr/bin/tidings
USER tidings
# Configuration, archive and what was told: docker run -v tidings:/home/tidings …
VOLUME /home/tidings
WORKDIR /home/tidings
ENTRYPOINT ["tidings"]
