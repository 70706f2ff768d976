# One container holds the whole product with its embedded PostgreSQL; /data is all it must keep.
#   docker build -t quartermaster .
#   docker run -p 8000:8000 -v quartermaster:/data -e JWT_SECRET="$(openssl rand -base64 48)" quartermaster
# Debian, not Alpine: the PostgreSQL binaries need glibc.
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
COPY package.json package-lock.json ./
COPY bin bin
RUN node bin/install.js > /dev/null
COPY . .
RUN node bin/install.js web > /dev/null && install -d -o node -g node -m 0711 /data
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||8000)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["sh", "bin/start"]
